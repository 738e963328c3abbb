"""Lending and taking back."""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from pydantic import BaseModel
from sqlalchemy.orm import Session

from app.db.session import session
from app.db.tables import Book, Loan

router = APIRouter(prefix="/loans", tags=["loans"])


class LoanIn(BaseModel):
    book_id: int
    member_id: int


class LoanOut(BaseModel):
    id: int
    lent_on: dt.date


@router.post("", status_code=201)
def lend(body: LoanIn, db: Annotated[Session, Depends(session)]) -> LoanOut:
    book = db.get(Book, body.book_id)
    if book is None:
        raise HTTPException(404, "no such book")
    loan = Loan(
        book_id=book.id,
        member_id=body.member_id,
        lent_on=dt.datetime.now(dt.UTC).date(),
    )
    db.add(loan)
    db.commit()
    return LoanOut(id=loan.id, lent_on=loan.lent_on)

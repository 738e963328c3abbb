CREATE TABLE rooms (id int4range, valid tstzrange, n text, CONSTRAINT rooms_pk PRIMARY KEY (id,
  valid WITHOUT OVERLAPS));
CREATE TABLE bookings (
    id int, room int4range, valid tstzrange, UNIQUE (room, valid WITHOUT OVERLAPS),
    CONSTRAINT fk FOREIGN KEY (room, PERIOD valid) REFERENCES rooms (id, PERIOD valid)
);

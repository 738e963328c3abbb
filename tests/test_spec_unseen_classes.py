"""Classes that ORMs keep in tables (Django, TypeORM, JPA, GORM), and diagrams of classes that are tables."""

from __future__ import annotations

import pytest

from tests.spec_reading import codes, drawn


def spec(code: str, language: str, title: str = "Data model") -> str:
    return f"# Pets\n\n## {title}\n\n```{language}\n{code}\n```\n"


TYPEORM = """@Entity('keepers')
export class Keeper {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ type: 'varchar', length: 80, unique: true })
  mail: string;

  @Column({ name: 'full_name', nullable: true }) // as it is written
  fullName?: string;

  @Column({ type: 'enum', enum: Rank, default: Rank.JUNIOR })
  rank: Rank;

  @Column({ type: 'jsonb', default: {} })
  settings: Record<string, unknown>;

  @OneToMany(() => Pet, (pet) => pet.keeper)
  pets: Pet[];
}

export enum Rank { JUNIOR = 'junior', SENIOR = 'senior' }

@Entity()
@Index(['keeperId', 'kind'])
@Unique(['kind', 'fee'])
export class Pet extends BaseEntity {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  keeperId: string;

  @ManyToOne(() => Keeper, (keeper) => keeper.pets, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'keeperId' })
  keeper: Keeper;

  @Column({ length: 20 })
  kind: string;

  @Column('decimal', { precision: 8, scale: 2, default: 0 })
  fee: number;

  @CreateDateColumn()
  createdAt: Date;

  feed(): void { this.fee = 1; }
}"""


def test_entities_of_typeorm() -> None:
    assert drawn(spec(TYPEORM, "typescript")) == {
        "keepers": [
            "id uuid NN PK = gen_random_uuid()",
            "mail character varying(80) NN unique",
            "full_name character varying",
            "rank \"Rank\" NN = 'junior'",
            "settings jsonb NN = '{}'",
        ],
        "pet": [
            "id integer NN PK counted",
            "keeperId uuid NN -> keepers CASCADE",
            "kind character varying(20) NN",
            "fee numeric(8,2) NN = 0",
            "createdAt timestamp without time zone NN = now()",
            "unique (kind, fee)",
            'index ("keeperId", kind)',
        ],
    }


def test_an_entity_of_another_fence_is_known_by_its_class() -> None:
    first, second = TYPEORM.split("export enum")
    text = spec(first, "ts") + spec("export enum" + second, "ts", "More of it")
    assert drawn(text)["pet"][1] == "keeperId uuid NN -> keepers CASCADE"


JPA = """@Entity
@Table(name = "pets", uniqueConstraints = @UniqueConstraint(columnNames = {"keeper_id", "name"}),
       indexes = { @Index(name = "idx_kind", columnList = "kind, createdAt DESC") })
public class Pet {
    private static final long serialVersionUID = 1L;
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "keeper_id", nullable = false)
    private Keeper keeper;

    @Column(nullable = false, length = 32)
    private String name;

    @Enumerated(EnumType.STRING)
    private Kind kind = Kind.DOG;
    private LocalDateTime createdAt;
    @OneToMany(mappedBy = "pet")
    private List<Toy> toys = new ArrayList<>();

    public void feed() { this.kind = Kind.CAT; }
}

@Entity
public class Keeper {
    @Id @GeneratedValue(strategy = GenerationType.UUID) private UUID id;
    private int pets;
}"""


def test_entities_of_jpa() -> None:
    assert drawn(spec(JPA, "java")) == {
        "pets": [
            "id bigint NN PK counted",
            "keeper_id uuid NN -> keeper",
            "name character varying(32) NN",
            "kind character varying(255)",
            "created_at timestamp without time zone",
            "unique (keeper_id, name)",
            "index (kind, created_at)",
        ],
        "keeper": ["id uuid NN PK", "pets integer NN"],
    }


DJANGO = """class Stamped(models.Model):
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class Keeper(Stamped):
    mail = models.EmailField(unique=True)
    rank = models.CharField(max_length=10, choices=RANKS, default='junior')


class Pet(Stamped):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    keeper = models.ForeignKey('Keeper', on_delete=models.CASCADE, related_name='pets')
    fee = models.DecimalField(max_digits=8, decimal_places=2, null=True)

    class Meta:
        db_table = 'all_pets'
        unique_together = [('keeper', 'fee')]
        indexes = [models.Index(fields=['fee', '-created_at'])]
"""


def test_models_of_django() -> None:
    assert drawn(spec(DJANGO, "python")) == {
        "keeper": [
            "id bigint NN PK counted",
            "created_at timestamp with time zone NN",
            "mail character varying(254) NN unique",
            "rank character varying(10) NN = 'junior'",
        ],
        "all_pets": [
            "created_at timestamp with time zone NN",
            "id uuid NN PK",
            "keeper_id bigint NN -> keeper CASCADE",
            "fee numeric(8,2)",
            "unique (keeper_id, fee)",
            "index (fee, created_at)",
        ],
    }


GORM = """// Keeper has pets
type Keeper struct {
\tgorm.Model
\tMail string `gorm:"uniqueIndex;not null;size:80"`
\tPets []Pet
}

type Pet struct {
\tID        uuid.UUID `gorm:"type:uuid;primaryKey;default:gen_random_uuid()" json:"id"`
\tKind      *string   `json:"kind" gorm:"type:varchar(20);default:'dog';check:kind IN ('dog','cat')"`
\tKeeperID  uint      `gorm:"index"`
\tKeeper    Keeper    `gorm:"foreignKey:KeeperID;constraint:OnDelete:CASCADE"`
}

func (Pet) TableName() string { return "all_pets" }"""


def test_structs_of_gorm() -> None:
    assert drawn(spec(GORM, "go", "Structs")) == {
        "keepers": [
            "id bigint NN PK counted",
            "created_at timestamp with time zone",
            "updated_at timestamp with time zone",
            "deleted_at timestamp with time zone",
            "mail character varying(80) NN unique",
        ],
        "all_pets": [
            "id uuid NN PK = gen_random_uuid()",
            "kind character varying(20) = 'dog'",
            "keeper_id bigint -> keepers CASCADE",
            "check kind IN ('dog','cat')",
            "index (keeper_id)",
        ],
    }


SQLX = 'type Pet struct {\n\tID int64 `db:"id"`\n\tName string `db:"name"`\n}'


def test_structs_of_sqlx_are_tables_only_where_the_database_is_described() -> None:
    assert drawn(spec(SQLX, "go", "Storage")) == {"pets": ["id bigint NN PK counted", "name text"]}
    assert not drawn(spec(SQLX, "go", "Responses"))


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("export class Pet {\n  id: string;\n  name: string;\n}", "ts"),
        (
            "@Controller('pets')\nexport class Pets {\n  @Get(':id')\n  one(@Param('id') id: string): Pet {}\n}",
            "ts",
        ),
        ("public class Pet {\n    private Long id;\n    private String name;\n}", "java"),
        (
            "@Entity\npublic class Pet {\n    private Long id;\n    @Id\n    public Long getId() { return id; }\n}",
            "java",
        ),
        ('type Pet struct {\n\tID string `json:"id"`\n\tName string `json:"name"`\n}', "go"),
        ("class PetForm(forms.Form):\n    name = forms.CharField(max_length=20)\n", "python"),
    ],
)
def test_classes_that_are_no_tables(code: str, language: str) -> None:
    assert not drawn(spec(code, language))


CLASSES = """classDiagram
    class keepers {
        +uuid id PK
        +varchar(80) mail UK
        +feed(pet) void
    }
    class pets {
        +id: uuid PK
        +keeper_id: uuid FK
        +fee: numeric(8,2)
    }
    keepers "1" --o "0..*" pets : has"""


def test_class_diagrams_with_keys_are_tables() -> None:
    assert drawn(spec(CLASSES, "mermaid", "Database")) == {
        "keepers": ["id uuid NN PK", "mail character varying(80) unique"],
        "pets": ["id uuid NN PK", "keeper_id uuid -> keepers", "fee numeric(8,2)"],
    }
    assert not drawn(spec(CLASSES, "mermaid", "Services"))
    objects = (
        CLASSES.replace(" PK", "").replace(" FK", "").replace(" UK", "").replace("uuid", "String")
    )
    assert not drawn(spec(objects.replace("varchar(80)", "String"), "mermaid", "Database"))


def test_pseudo_classes_with_keys_are_tables() -> None:
    code = "class Keeper(Base):\n    id: int (PK)\n    mail: str\n    made_at: datetime = now()\n\nclass Pet(Base):\n    id: int (PK)\n    keeper_id: int (FK -> Keeper.id)"
    assert drawn(spec(code, "python")) == {
        "Keeper": [
            "id integer NN PK",
            "mail character varying(255)",
            "made_at timestamp without time zone = now()",
        ],
        "Pet": ["id integer NN PK", "keeper_id integer -> Keeper"],
    }


def test_wishes_of_columns_that_ddl_has_no_word_for() -> None:
    text = "```sql\nCREATE TABLE pets (id int PRIMARY KEY, chip text NOT NULL ENCRYPTED, note text ENCRYPTED NOT NULL);\n```\n"
    assert drawn(text) == {"pets": ["id integer NN PK", "chip text NN", "note text NN"]}
    assert codes(text) == ["Q111", "Q111"]
    assert codes(text.replace("ENCRYPTED", "GUARDED")) == ["Q101", "Q101"]


@pytest.mark.parametrize(
    ("language", "code"),
    [
        ("js", "const PetToySchema = new mongoose.Schema({ name: String });"),
        ("ts", "export const petToySchema: Schema<IToy> = new Schema<IToy>({ name: String });"),
        ("js", "module.exports = mongoose.model('PetToy', toys);"),
        ("js", "const Toy = sequelize.define('pet_toys', { name: DataTypes.STRING });"),
        ("php", "Schema::create('pet_toys', function (Blueprint $table) {\n  $table->id();\n});"),
        ("ruby", "create_table :pet_toys do |t|\n  t.string :name\nend"),
        ("js", "return knex.schema.createTable('pet_toys', (t) => { t.increments(); });"),
        ("python", "op.create_table('pet_toys', sa.Column('id', sa.Integer()))"),
        ("elixir", 'schema "pet_toys" do\n  field :name, :string\nend'),
        (
            "graphql",
            "type PetToy @key(fields: id) {\n  id: ID!\n}\ntype Query {\n  toys: [PetToy]\n}",
        ),
    ],
)
def test_notations_that_are_not_read_are_told(language: str, code: str) -> None:
    text = f"# Pets\n\n## Database\n\n```{language}\n{code}\n```\n"
    assert codes(text) == ["S165"]
    ddl = "\n```sql\nCREATE TABLE pet_toys (id bigint PRIMARY KEY);\n```\n"
    assert codes(text + ddl) == []
    assert codes(text.replace("## Database", "## Frontend")) == []

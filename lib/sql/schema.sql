-- The schema, a step a statement group; user_version counts the steps.
-- Truth tables (store, op, staff, slot, setting, student_version, document,
-- calendar, rule_set, agency, report, undo, entry, pair, observation)
-- are append-only and every row of theirs is hashed into an operation.
-- Derived tables (student_now, student_tag, student_mark, case_fact, case_tag,
-- school_year, undone, entry_time) follow from them and may be rebuilt.
--
-- The column op has no foreign key: SQLite would look through every row of the
-- table whenever an operation is written, and fsck finds what it would find.
-- A pupil's first version has the pupil's number as its id, so that only later
-- ones need the index, and only pupils who have one a row in student_now.

-- name: schema_1
CREATE TABLE store(
	id INTEGER PRIMARY KEY CHECK (id = 1),
	op INTEGER NOT NULL,
	store_id BLOB NOT NULL,
	drop_pk BLOB NOT NULL,
	recovery_sign BLOB NOT NULL,
	recovery_box BLOB NOT NULL
) STRICT;
CREATE TABLE op(
	id INTEGER PRIMARY KEY,
	prev BLOB NOT NULL,
	at INTEGER NOT NULL,
	by TEXT NOT NULL,
	payload BLOB NOT NULL,
	rows TEXT NOT NULL,
	hash BLOB NOT NULL,
	sig BLOB NOT NULL
) STRICT;
CREATE TABLE staff(
	id INTEGER PRIMARY KEY,
	op INTEGER NOT NULL,
	member INTEGER NOT NULL,
	handle TEXT NOT NULL,
	sign_pk BLOB NOT NULL,
	box_pk BLOB NOT NULL,
	facts BLOB NOT NULL
) STRICT;
CREATE TABLE slot(
	id INTEGER PRIMARY KEY,
	op INTEGER NOT NULL,
	member INTEGER NOT NULL,
	kind TEXT NOT NULL,
	generation INTEGER NOT NULL,
	sealed BLOB NOT NULL
) STRICT;
CREATE TABLE setting(
	id INTEGER PRIMARY KEY,
	op INTEGER NOT NULL,
	facts BLOB NOT NULL
) STRICT;
CREATE TABLE student_version(
	id INTEGER PRIMARY KEY,
	op INTEGER NOT NULL,
	student INTEGER NOT NULL,
	facts BLOB NOT NULL,
	person BLOB NOT NULL
) STRICT;
CREATE INDEX student_version_later ON student_version(student)
	WHERE student <> id;
CREATE TABLE document(
	id INTEGER PRIMARY KEY,
	op INTEGER NOT NULL,
	case_id INTEGER NOT NULL,
	recorded_at INTEGER NOT NULL,
	by TEXT NOT NULL,
	facts BLOB NOT NULL,
	person BLOB NOT NULL
) STRICT;
CREATE INDEX document_case ON document(case_id);
CREATE TABLE student_now(
	id INTEGER PRIMARY KEY,
	version INTEGER NOT NULL
) STRICT;
CREATE TABLE student_tag(
	id INTEGER PRIMARY KEY,
	tag BLOB NOT NULL,
	student INTEGER NOT NULL
) STRICT;
CREATE TABLE case_fact(
	id INTEGER PRIMARY KEY,
	facts BLOB NOT NULL
) STRICT;
CREATE TABLE case_tag(
	id INTEGER PRIMARY KEY,
	tag BLOB NOT NULL,
	case_id INTEGER NOT NULL
) STRICT;
CREATE TABLE school_year(
	id INTEGER PRIMARY KEY,
	facts BLOB NOT NULL
) STRICT;

-- What a school sets beside what the program carries: rows are only added,
-- and the newest of a day, an agency, a rule set's id is in force.
-- name: schema_2
CREATE TABLE calendar(
	id INTEGER PRIMARY KEY,
	op INTEGER NOT NULL,
	facts BLOB NOT NULL
) STRICT;
CREATE TABLE rule_set(
	id INTEGER PRIMARY KEY,
	op INTEGER NOT NULL,
	facts BLOB NOT NULL
) STRICT;
CREATE TABLE agency(
	id INTEGER PRIMARY KEY,
	op INTEGER NOT NULL,
	facts BLOB NOT NULL,
	person BLOB NOT NULL
) STRICT;
CREATE TABLE report(
	id INTEGER PRIMARY KEY,
	op INTEGER NOT NULL,
	facts BLOB NOT NULL
) STRICT;

-- Operations that take others back, and the ones that are taken back: whoever
-- reads truth rows leaves out theirs.
-- name: schema_3
CREATE TABLE undo(
	id INTEGER PRIMARY KEY,
	op INTEGER NOT NULL,
	undone INTEGER NOT NULL
) STRICT;
CREATE TABLE undone(
	id INTEGER PRIMARY KEY,
	by INTEGER NOT NULL
) STRICT;

-- Many tags in a row; one of those that there were is a row of one.  The pupil
-- is 8 bytes of 7 bits, which SQL can make.
-- name: schema_4
CREATE TABLE student_tags(
	id INTEGER PRIMARY KEY,
	tags BLOB NOT NULL
) STRICT;
INSERT INTO student_tags(id, tags)
SELECT id, CAST(tag || CAST(char(0, student >> 42 & 127, student >> 35 & 127,
    student >> 28 & 127, student >> 21 & 127, student >> 14 & 127,
    student >> 7 & 127, student & 127) AS BLOB) AS BLOB)
FROM student_tag ORDER BY id;
DROP TABLE student_tag;
ALTER TABLE student_tags RENAME TO student_tag;

-- Marks of first versions.  What a store has of these has none yet, but a row
-- for each 128 of them, so that one that is missing shows.
-- name: schema_5
CREATE TABLE student_mark(
	id INTEGER PRIMARY KEY,
	marks BLOB NOT NULL
) STRICT;
INSERT INTO student_mark(id, marks)
SELECT DISTINCT id / 128, x'' FROM student_version WHERE student = id;

-- The prevention side.  A document belongs to the entry of a register (kind)
-- that its first one began; step says whether it begins it (1), goes on with
-- it (2) or ends it (3), so that tables read those only that they count.
-- What a mentor and the focal person write of a pair is sealed to the pair's
-- own key; an observation is what a list said of one pupil.
-- name: schema_6
CREATE TABLE entry(
	id INTEGER PRIMARY KEY,
	op INTEGER NOT NULL,
	entry INTEGER NOT NULL,
	kind TEXT NOT NULL,
	step INTEGER NOT NULL,
	facts BLOB NOT NULL,
	person BLOB NOT NULL
) STRICT;
CREATE INDEX entry_thread ON entry(entry);
CREATE INDEX entry_kind ON entry(kind, step);
CREATE TABLE entry_time(
	id INTEGER PRIMARY KEY,
	kind TEXT NOT NULL,
	facts BLOB NOT NULL
) STRICT;
CREATE TABLE pair(
	id INTEGER PRIMARY KEY,
	op INTEGER NOT NULL,
	entry INTEGER NOT NULL,
	sealed BLOB NOT NULL
) STRICT;
CREATE INDEX pair_entry ON pair(entry);
CREATE TABLE observation(
	id INTEGER PRIMARY KEY,
	op INTEGER NOT NULL,
	facts BLOB NOT NULL
) STRICT;

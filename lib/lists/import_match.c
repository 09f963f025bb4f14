/*
 * Which pupil a row is.  The tags of a batch are looked up in the order of
 * their places; then the rows are decided one by one, in the list's order;
 * then the new tags are written, again in order.  Nothing of a row is written
 * before it is known to be good, so that bad ones can be left out.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/mem.h"
#include "base/value.h"
#include "chain/op.h"
#include "chain/words.h"
#include "lists/import.h"
#include "text/fold.h"

static int
by_tag(const void *a, const void *b)
{
	const struct tag_slot	*s = a, *t = b;
	uint64_t		 m = bytes_number(s->tag);
	uint64_t		 n = bytes_number(t->tag);
	int			 order;

	if (m != n)
		return m < n ? -1 : 1;
	if ((order = memcmp(s->tag, t->tag, TAG_SIZE)) != 0)
		return order;
	return (s->rec > t->rec) - (s->rec < t->rec);
}

/* why is told the same, unless it is NULL; other 0: a pupil of whom all is
 * another's. */
void
import_shared(struct import *im, uint64_t line, size_t column, int64_t other,
    struct buf *why)
{
	int	 in_list = other > im->base ||
		    pupils_has(&im->seen.pupils, other);
	char	 text[256], at[LINE_TEXT];

	line_text(im->h, other > im->base ? (uint64_t)(other - im->base) :
	    seen_line(&im->seen, other), at);
	if (other == 0)
		(void)snprintf(text, sizeof(text), "%s", T(im->h, "the id "
		    "is a pupil's of another name and another date of birth; "
		    "put the id right, or change one of both first"));
	else if (in_list && im->reader.columns.key == CODE_NAME)
		(void)snprintf(text, sizeof(text), T(im->h, "the same name "
		    "and birth as in %s: without ids two such pupils cannot "
		    "be told apart"), at);
	else if (in_list)
		(void)snprintf(text, sizeof(text), T(im->h, "the same id "
		    "as in %s: another pupil"), at);
	else
		(void)snprintf(text, sizeof(text), "%s", T(im->h, "the id "
		    "is another pupil's of the register"));
	finding_add(&im->errors, line, column, "%s", text);
	if (why != NULL)
		reject_why(why, text);
}

/* Refuses a row because of an id. */
static int
refuse(struct import *im, struct batch *b, struct record *rec, size_t column,
    int64_t other)
{
	struct buf why = { 0 };

	rec->bad = 1;
	import_shared(im, rec->line, column, other, &why);
	reject_reason(rec, &why, b);
	if (buf_failed(&why))
		b->text.failed = 1;
	buf_free(&why);
	return buf_failed(&b->text) ? fail_nomem(im->h) : CTXH_OK;
}

static int
take_slots(struct import *im, struct batch *b)
{
	struct record	*rec;
	struct tag_slot	*t;
	size_t		 i, k;

	im->nslots = 0;
	for (i = 0; i < b->n; i++) {
		rec = &b->rec[i];
		for (k = 0; k < rec->ncodes && !rec->bad &&
		    rec->known == 0; k++) {
			if (mem_grow((void **)&im->slots, &im->slots_cap,
			    im->nslots + 1, sizeof(*im->slots)) != 0)
				return fail_nomem(im->h);
			t = &im->slots[im->nslots++];
			memset(t, 0, sizeof(*t));
			memcpy(t->tag, rec->codes[k].tag, TAG_SIZE);
			t->rec = i;
			t->code = (unsigned)k;
		}
	}
	if (im->nslots > 0)
		qsort(im->slots, im->nslots, sizeof(*im->slots), by_tag);
	return CTXH_OK;
}

/* Equal tags of a batch share the first one's slot. */
static int
look_up(struct import *im, struct batch *b)
{
	struct tag_slot	*t;
	size_t		 i, first = 0;
	int		 rc;

	for (i = 0; i < im->nslots; i++) {
		t = &im->slots[i];
		if (i == 0 || memcmp(t->tag, im->slots[first].tag,
		    TAG_SIZE) != 0) {
			first = i;
			rc = student_tag_find(im->h, t->tag, &t->owner);
			if (rc != CTXH_OK)
				return rc;
		}
		b->rec[t->rec].codes[t->code].slot = first;
	}
	return CTXH_OK;
}

static int
write_tags(struct import *im)
{
	struct tag_slot	*t;
	int64_t		 taken;
	size_t		 i;
	int		 rc;

	for (i = 0; i < im->nslots; i++) {
		t = &im->slots[i];
		if (!t->fresh)
			continue;
		rc = student_tag_add(im->h, t->tag, t->owner, &taken);
		if (rc != CTXH_OK)
			return rc;
	}
	return CTXH_OK;
}

static void
claim(struct import *im, const struct record *rec, int64_t student)
{
	struct tag_slot	*t;
	size_t		 k;

	for (k = 0; k < rec->ncodes; k++) {
		t = &im->slots[rec->codes[k].slot];
		if (t->owner != 0)
			continue;
		t->owner = student;
		t->fresh = 1;
	}
}

static int
create(struct import *im, struct batch *b, struct record *rec)
{
	struct cell cells[TABLE_COLUMNS] = {
		{ rec->id, NULL, 0 },
		{ CELL_IS_PACKED, b->text.data + rec->facts, rec->facts_len },
		{ CELL_IS_PACKED, b->text.data + rec->person, rec->person_len },
	};
	struct dup_print print;
	int		 rc;

	claim(im, rec, rec->id);
	im->created++;
	record_print(&im->sealer[0].dup, rec, b->text.data, &im->scratch,
	    &print);
	if (buf_failed(&im->scratch))
		return fail_nomem(im->h);
	if ((rc = dups_add(im->dups, rec->id, &print)) != CTXH_OK ||
	    (rc = marks_add(im->h, &im->marking, rec->id, rec->mark)) !=
	    CTXH_OK || (rc = import_note(im, b, rec)) != CTXH_OK)
		return rc;
	return op_row(im->h, TABLE_STUDENT, rec->id, cells);
}

/* A version that a row is compared with, and what becomes of it. */
struct change {
	int64_t		 student;
	int64_t		 old;		/* version; 0: none of that year */
	int		 old_year;
	ctxh_value	*old_facts, *old_person;
	ctxh_value	*facts, *person;
	char		*facts_json, *person_json;
};

static void
change_free(struct change *c)
{
	ctxh_value_free(c->old_facts);
	ctxh_value_free(c->old_person);
	ctxh_value_free(c->facts);
	ctxh_value_free(c->person);
	str_wipe_free(c->facts_json);
	str_wipe_free(c->person_json);
}

static int
listed(const struct import *im, enum field f)
{
	return im->reader.columns.of[f] >= 0;
}

static int
keep(ctxh_value *to, const ctxh_value *from, const char *key)
{
	const ctxh_value *v = ctxh_value_get(from, key);

	if (v == NULL || ctxh_value_get(to, key) != NULL)
		return 0;
	return put(to, key, ctxh_value_copy(v));
}

/* Flags of which this list has no column. */
static int
keep_flags(const struct import *im, const struct change *c)
{
	const ctxh_value *old = ctxh_value_get(c->old_facts, "flags");
	const ctxh_value *new = ctxh_value_get(c->facts, "flags");
	ctxh_value	*flags = ctxh_value_list();
	int		 f, failed = 0;

	for (f = FIELD_FLAGS; f < FIELD_TEXTS; f++)
		if (list_has(listed(im, (enum field)f) ? new : old,
		    student_fields[f].flag))
			failed |= push_text(flags, student_fields[f].flag);
	if (ctxh_value_count(flags) > 0 && !failed)
		return put(c->facts, "flags", flags);
	ctxh_value_free(flags);
	return failed;
}

/* A list that has the name as it is shown says nothing of how it was written
 * in another one. */
static int
keep_source(const struct change *c)
{
	const char *was = get_text(c->old_person, "name");
	const char *is = get_text(c->person, "name");

	return was != NULL && is != NULL && strcmp(was, is) == 0 ?
	    keep(c->person, c->old_person, "name_source") : 0;
}

/*
 * What the list says nothing of stays as it was: ids and other personal data,
 * and within the same year what else is known.
 */
static int
merge(const struct import *im, const struct change *c)
{
	const ctxh_value	*codes = ctxh_value_get(c->old_person, "codes");
	/* Where they stand: a list that comes again is the same to the letter. */
	ctxh_value		*new = (ctxh_value *)(uintptr_t)ctxh_value_get(
				    c->person, "codes");
	int			 f, kind, failed = 0;

	for (kind = 0; kind < CODE_KINDS; kind++)
		failed |= keep(new, codes, code_name((enum code_kind)kind));
	failed |= keep(c->person, c->old_person, PERSON_ALSO) |
	    keep_source(c);
	for (f = FIELD_TEXTS; f < FIELD_COUNT; f++)
		if (!listed(im, (enum field)f))
			failed |= keep(c->person, c->old_person,
			    student_fields[f].id);
	if (!listed(im, FIELD_ETHNIC))
		failed |= keep(c->facts, c->old_facts, "ethnic");
	if (c->old_year != im->year)
		return failed;
	for (f = FIELD_FLAGS; f < FIELD_TEXTS; f++)
		if (!listed(im, (enum field)f))
			failed |= keep(c->person, c->old_person,
			    student_fields[f].id);
	if (!listed(im, FIELD_STATUS) &&
	    ctxh_value_get(c->old_facts, "status") != NULL)
		failed |= put(c->facts, "status", ctxh_value_copy(
		    ctxh_value_get(c->old_facts, "status"))) |
		    keep(c->person, c->old_person,
		    student_fields[FIELD_STATUS].id);
	return failed | keep_flags(im, c);
}

/* The newest version of the list's year, where the newest is of a later one. */
static int
find_year(struct import *im, struct change *c)
{
	int64_t	 found = 0;
	stmt	*st;
	int	 rc;

	if ((rc = db_stmt(im->h, SQL_student_versions, &st)) != CTXH_OK)
		return rc;
	db_bind_int(st, 1, c->student);
	while (found == 0 && (rc = db_step(im->h, st)) == 1) {
		rc = row_open(im->h, TABLE_STUDENT, st, 1, &im->scratch);
		if (rc != CTXH_OK) {
			db_reset(st);
			return rc;
		}
		if (facts_year(im->scratch.data) == im->year)
			found = db_int(st, 0);
	}
	if (rc < 0)
		return im->h->status;
	db_reset(st);
	ctxh_value_free(c->old_facts);
	ctxh_value_free(c->old_person);
	c->old_facts = c->old_person = NULL;
	c->old = found;
	return found == 0 ? CTXH_OK : version_open(im->h, found, NULL,
	    &c->old_facts, &c->old_person);
}

int
import_parse(struct import *im, const char *text, size_t n, ctxh_value **out)
{
	buf_reset(&im->scratch);
	buf_add(&im->scratch, text, n);
	words_unpack(&im->scratch);
	if (buf_failed(&im->scratch))
		return fail_nomem(im->h);
	return ctxh_value_parse(im->h, im->scratch.data, im->scratch.len, out);
}

static int
compare(struct import *im, struct batch *b, struct record *rec,
    struct change *c, int *equal)
{
	int rc;

	rc = import_parse(im, b->text.data + rec->facts, rec->facts_len,
	    &c->facts);
	if (rc == CTXH_OK)
		rc = import_parse(im, b->text.data + rec->person,
		    rec->person_len, &c->person);
	if (rc != CTXH_OK)
		return rc;
	*equal = 0;
	if (c->old != 0 && merge(im, c) != 0)
		return fail_nomem(im->h);
	if ((rc = joined_codes(im, rec, c->old_person, (ctxh_value *)
	    (uintptr_t)ctxh_value_get(c->person, "codes"))) != CTXH_OK)
		return rc;
	*equal = c->old != 0 && value_same(c->facts, c->old_facts) &&
	    value_same(c->person, c->old_person);
	if (c->old != 0 && !*equal && tcvn3_settle(c->old_facts,
	    c->old_person, &c->facts, &c->person, equal) != 0)
		return fail_nomem(im->h);
	if (*equal)
		return CTXH_OK;
	c->facts_json = ctxh_value_print(c->facts, 0);
	c->person_json = ctxh_value_print(c->person, 0);
	return c->facts_json != NULL && c->person_json != NULL ? CTXH_OK :
	    fail_nomem(im->h);
}

/* Takes the tags of ids away that he has no more. */
static int
drop_tags(struct import *im, const struct change *c)
{
	const ctxh_value *old = ctxh_value_get(c->old_person, "codes");
	const ctxh_value *new = ctxh_value_get(c->person, "codes");
	unsigned char	 was[TAG_SIZE], is[TAG_SIZE];
	const char	*s, *t;
	int		 kind, rc = CTXH_OK;

	for (kind = 0; kind < CODE_KINDS && rc == CTXH_OK; kind++) {
		s = get_text(old, code_name((enum code_kind)kind));
		t = get_text(new, code_name((enum code_kind)kind));
		if (s == NULL)
			continue;
		if (code_tag(im->h->vault, (enum code_kind)kind, s, strlen(s),
		    &im->scratch, was) != 0 || (t != NULL &&
		    code_tag(im->h->vault, (enum code_kind)kind, t, strlen(t),
		    &im->scratch, is) != 0))
			return fail_nomem(im->h);
		if (t == NULL || memcmp(was, is, TAG_SIZE) != 0)
			rc = student_tag_delete(im->h, was, c->student);
	}
	return rc;
}

/* Into a later year, and not the same grade again. */
static int
moves_up(const struct import *im, const struct change *c)
{
	int64_t was = get_int(c->old_facts, "grade", 0);
	int64_t is = get_int(c->facts, "grade", 0);

	return c->old_year < im->year && (was == 0 || is == 0 || is > was);
}

static int
note_change(struct import *im, const struct record *rec,
    const struct change *c, int newest)
{
	struct versions	v = { c->old_facts, c->old_person, c->facts,
			    c->person };

	return changes_add(&im->changes, change_kind(&v, newest &&
	    moves_up(im, c)), rec->line, c->student, &v) == 0 ? CTXH_OK :
	    fail_nomem(im->h);
}

static int
write_change(struct import *im, struct record *rec, struct change *c,
    int newest)
{
	struct cell cells[TABLE_COLUMNS] = {
		{ c->student, NULL, 0 },
		{ 0, c->facts_json, strlen(c->facts_json) },
		{ 0, c->person_json, strlen(c->person_json) },
	};
	int rc;

	im->updated++;
	if ((rc = note_change(im, rec, c, newest)) != CTXH_OK)
		return rc;
	rc = op_row(im->h, TABLE_STUDENT, rec->id, cells);
	if (rc != CTXH_OK || !newest)
		return rc;
	im->moved_up += moves_up(im, c) ? 1 : 0;
	if (status_left(c->facts))
		pupils_set(&im->away.left, c->student);
	if ((rc = student_now_put(im->h, c->student, rec->id)) != CTXH_OK ||
	    (rc = drop_tags(im, c)) != CTXH_OK)
		return rc;
	claim(im, rec, c->student);
	return CTXH_OK;
}

/* A row whose list's id is new, but another id of it is known: the pupil, if
 * he had no id of that kind, else another one. */
static int
is_other(struct import *im, const struct record *rec, const struct change *c)
{
	const struct tag_slot *t = &im->slots[rec->codes[0].slot];

	return t->owner == 0 && get_text(ctxh_value_get(c->old_person,
	    "codes"), code_name(rec->codes[0].kind)) != NULL;
}

static int
same_cell(struct import *im, stmt *st, size_t col, const char *text,
    size_t len, int *same)
{
	int rc = row_open_packed(im->h, TABLE_STUDENT, st, col, &im->scratch);

	*same = rc == CTXH_OK && im->scratch.len == len &&
	    memcmp(im->scratch.data, text, len) == 0;
	return rc;
}

/* Whether the row is what the pupil's newest version says to the letter, as
 * most of a list that comes again are: then there is nothing to take apart. */
static int
same_text(struct import *im, const struct batch *b, const struct record *rec,
    int64_t student, int *same)
{
	stmt	*st;
	int	 rc;

	*same = 0;
	if ((rc = db_stmt(im->h, SQL_student_newest_get, &st)) != CTXH_OK)
		return rc;
	db_bind_int(st, 1, student);
	if ((rc = db_step(im->h, st)) != 1)
		return rc < 0 ? im->h->status : CTXH_OK;
	rc = same_cell(im, st, 1, b->text.data + rec->facts, rec->facts_len,
	    same);
	if (rc == CTXH_OK && *same)
		rc = same_cell(im, st, 2, b->text.data + rec->person,
		    rec->person_len, same);
	db_reset(st);
	return rc;
}

/* The id is that of a pupil with another name and another day of birth: not
 * both change at once, and nobody's file becomes somebody else's. */
static int
is_someone_else(struct import *im, const struct change *c)
{
	const char	*was = get_text(c->old_person, "name");
	const char	*is = get_text(c->person, "name");
	const char	*day = get_text(c->old_person, "born");
	struct buf	 old = { 0 };
	int		 other;

	if (was == NULL || is == NULL || day == NULL ||
	    ctxh_value_get(c->old_person, PERSON_ALSO) != NULL ||
	    strcmp(day, get_text(c->person, "born")) == 0)
		return 0;
	fold(was, strlen(was), &old);
	buf_reset(&im->scratch);
	fold(is, strlen(is), &im->scratch);
	other = old.len != im->scratch.len || (old.len > 0 &&
	    memcmp(old.data, im->scratch.data, old.len) != 0);
	buf_free(&old);
	return other;
}

/*
 * The same for an expected pupil: most say so by their mark.  One who got
 * another version from this list may still have his; he has had his row then,
 * and a second one is refused however it is found.
 */
static int
is_expected(struct import *im, const struct batch *b,
    const struct record *rec, int64_t student, int *same)
{
	int rc = marks_say_same(im->h, &im->marks, student, rec->mark, same);

	return rc != CTXH_OK || *same ? rc :
	    same_text(im, b, rec, student, same);
}

#define MISSES 8		/* in a row, and a batch is looked up */

/*
 * A list that comes again mostly has its rows in the order in which they were
 * taken: those that are found so, in the order of the file, need not be looked
 * up, each in another place.  Nothing is decided here.
 */
static int
expect(struct import *im, struct batch *b)
{
	struct record	*rec;
	int		 rc, same, ahead, misses = 0;

	EACH(rec, b->rec, b->n)
		rec->known = 0;
	EACH(rec, b->rec, b->n) {
		if (rec->bad || misses == MISSES)
			continue;
		if (im->expected == 0)
			im->expected = (int64_t)rec->line;
		for (same = ahead = 0; ahead < 2 && !same; ahead++) {
			rc = is_expected(im, b, rec, im->expected + ahead,
			    &same);
			if (rc != CTXH_OK)
				return rc;
		}
		misses = same ? 0 : misses + 1;
		if (!same)
			continue;
		rec->known = im->expected + ahead - 1;
		im->expected = rec->known + 1;
	}
	return CTXH_OK;
}

static int
update(struct import *im, struct batch *b, struct record *rec,
    int64_t student, size_t column)
{
	struct change	 c = { .student = student };
	int		 rc = CTXH_OK, equal, newest;

	equal = rec->known != 0;
	if (!equal && (rc = same_text(im, b, rec, student, &equal)) != CTXH_OK)
		return rc;
	if (equal)
		goto done;
	if ((rc = student_now(im->h, student, &c.old)) != CTXH_OK ||
	    (rc = version_open(im->h, c.old, NULL, &c.old_facts,
	    &c.old_person)) != CTXH_OK)
		goto done;
	if (is_other(im, rec, &c)) {
		rc = refuse(im, b, rec, column, student);
		goto done;
	}
	if ((rc = joined_note(im, rec, student, c.old_person)) != CTXH_OK)
		goto done;
	c.old_year = (int)get_int(c.old_facts, "year", 0);
	newest = c.old_year <= im->year;
	if ((!newest && (rc = find_year(im, &c)) != CTXH_OK) ||
	    (rc = compare(im, b, rec, &c, &equal)) != CTXH_OK || equal)
		goto done;
	rc = is_someone_else(im, &c) ? refuse(im, b, rec, column, 0) :
	    write_change(im, rec, &c, newest);
done:
	if (rc == CTXH_OK && !rec->bad) {
		im->unchanged += (uint64_t)equal;
		seen_put(&im->seen, student, rec->line);
		if (rec->known == 0)
			im->expected = student + 1;
	}
	change_free(&c);
	return rc;
}

static int
decide(struct import *im, struct batch *b, struct record *rec)
{
	int64_t	owner, student = 0;
	size_t	k, column = 0;

	for (k = 0; k < rec->ncodes; k++) {
		owner = rec->known != 0 ? rec->known :
		    im->slots[rec->codes[k].slot].owner;
		if (owner == 0 || owner == student)
			continue;
		column = rec->codes[k].column;
		if (joined_second(im, rec, owner))
			return joined_pass(im, rec, owner);
		if (student != 0 || owner > im->base ||
		    pupils_has(&im->seen.pupils, owner)) {
			return refuse(im, b, rec, column, owner);
		}
		student = owner;
	}
	return student == 0 ? create(im, b, rec) :
	    update(im, b, rec, student, column);
}

/* Whom a row that is refused names is not missing. */
static int
note_named(struct import *im, const struct record *rec)
{
	int64_t	student;
	size_t	k;
	int	rc;

	for (k = 0; k < rec->ncodes; k++) {
		rc = student_tag_find(im->h, rec->codes[k].tag,
		    &student);
		if (rc != CTXH_OK)
			return rc;
		pupils_set(&im->away.named, student);
	}
	return CTXH_OK;
}

int
match_batch(struct import *im, struct batch *b)
{
	struct record	*rec;
	size_t		 i;
	int		 rc;

	if ((rc = expect(im, b)) != CTXH_OK ||
	    (rc = take_slots(im, b)) != CTXH_OK ||
	    (rc = look_up(im, b)) != CTXH_OK)
		return rc;
	for (i = 0; i < b->n; i++) {
		rec = &b->rec[i];
		if (!rec->bad && (rc = decide(im, b, rec)) != CTXH_OK)
			return rc;
		if (rec->bad && ((rc = note_named(im, rec)) != CTXH_OK ||
		    (rc = import_note(im, b, rec)) != CTXH_OK))
			return rc;
	}
	return write_tags(im);
}

#include "lists/export.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "chain/member.h"
#include "chain/op.h"
#include "people/roster.h"
#include "people/student.h"
#include "people/year.h"
#include "wire/writer.h"

#define BLOCK ((size_t)64 << 10)	/* that is written at once */
#define PROGRESS 256			/* pupils, then it is told */

static const char *const bases[] = {
	"dong-y", "khan-cap", "co-quan-yeu-cau", "luat-quy-dinh",
};

struct exporter {
	ctxh		*h;
	const struct ctxh_export_options *opt;
	int		 year;
	int		 names;
	int		 sep;
	struct roster	 roster;
	unsigned char	 columns[FIELD_COUNT];
	uint64_t	 keyless;	/* without an id in the list's key */
	struct export_pupil pupil;
	struct buf	 cell, out;
	int64_t		 op;
};

/* Columns that every list has, and those that are never written: another one
 * says the same. */
static int
is_always(const struct exporter *x, enum field f)
{
	return f == FIELD_BORN || f == FIELD_SEX || f == FIELD_CLASS ||
	    (f == FIELD_NAME && x->names);
}

static int
is_possible(const struct exporter *x, enum field f)
{
	if (f == FIELD_NONE || f == FIELD_SURNAME || f == FIELD_GIVEN ||
	    f == FIELD_MALE || f == FIELD_FEMALE)
		return 0;
	return x->names || (f >= FIELD_BORN && f < FIELD_TEXTS);
}

static int
check_options(ctxh *h, const struct ctxh_export_options *o)
{
	size_t i, known = 0;

	if (o == NULL || o->version != CTXH_EXPORT_VERSION ||
	    (o->write == NULL) == (o->row == NULL))
		return fail(h, CTXH_EUSAGE, "%s", T(h, "the options are not "
		    "of this version"));
	if (o->basis == NULL && o->to == NULL)
		return CTXH_OK;
	if ((o->flags & CTXH_NAMES) == 0)
		return fail(h, CTXH_EUSAGE, "%s", T(h, "a basis is for a list "
		    "with names; without them nothing is disclosed"));
	if (o->basis == NULL || o->to == NULL || o->reason == NULL)
		return fail(h, CTXH_EUSAGE, "%s", T(h, "a list that is handed "
		    "over needs all of: to whom, on what basis, what for"));
	for (i = 0; i < sizeof(bases) / sizeof(bases[0]); i++)
		known |= strcmp(bases[i], o->basis) == 0;
	return known ? CTXH_OK : fail(h, CTXH_EUSAGE, T(h, "no such basis: "
	    "\"%s\"; one of dong-y, khan-cap, co-quan-yeu-cau, "
	    "luat-quy-dinh"), o->basis);
}

/* An export with names is an operation, before the first byte leaves. */
static int
trace(struct exporter *x)
{
	const struct ctxh_export_options *o = x->opt;
	ctxh_value	*d;
	char		 year[16];
	int		 rc;

	if (!x->names)
		return CTXH_OK;
	if ((rc = op_begin(x->h, "student export")) != CTXH_OK)
		return rc;
	year_name(x->year, year);
	d = op_detail(x->h);
	if (put_bool(d, "names", 1) | put_text(d, "of", year) |
	    (o->class_ != NULL ? put_text(d, "class", o->class_) : 0) |
	    (o->reason != NULL ? put_text(d, "for", o->reason) : 0) |
	    (o->basis != NULL ? put_text(d, "basis", o->basis) |
	    put_text(d, "to", o->to) : 0)) {
		op_abort(x->h);
		return fail_nomem(x->h);
	}
	return op_commit(x->h, &x->op);
}

/* Calls fn with each pupil; the next one ends what the last one was. */
static int
each(struct exporter *x, int (*fn)(struct exporter *, int64_t student))
{
	ctxh_value	*facts, *person = NULL;
	int64_t		 student;
	size_t		 i;
	int		 rc = CTXH_OK;

	for (i = 0; i < x->roster.n && rc == CTXH_OK; i++) {
		rc = version_open(x->h, x->roster.versions[i], &student,
		    &facts, x->names ? &person : NULL);
		if (rc != CTXH_OK)
			break;
		x->pupil.facts = facts;
		x->pupil.person = person;
		rc = fn(x, student);
		ctxh_value_free(facts);
		ctxh_value_free(person);
		person = NULL;
		if (rc == CTXH_OK && i % PROGRESS == 0)
			rc = handle_progress(x->h, i, x->roster.n);
	}
	return rc;
}

/* What is looked for in the pupils' JSON to find their columns. */
struct search {
	struct exporter	*x;
	struct buf	 marks[FIELD_COUNT];
	struct buf	 facts, person;
};

static void
note_columns(struct search *s)
{
	struct exporter	*x = s->x;
	const char	*person = x->names ? s->person.data : NULL;
	int		 f;

	for (f = 0; f < FIELD_COUNT; f++)
		if (!x->columns[f] && s->marks[f].len > 0)
			x->columns[f] = export_says((enum field)f,
			    s->marks[f].data, s->facts.data, person) != 0;
}

static int
search_pupil(struct search *s, int64_t version)
{
	ctxh	*h = s->x->h;
	stmt	*st;
	int	 rc;

	if ((rc = version_row(h, version, &st)) != CTXH_OK || st == NULL)
		return rc;
	rc = row_open(h, TABLE_STUDENT, st, 1, &s->facts);
	if (rc == CTXH_OK && s->x->names)
		rc = row_open(h, TABLE_STUDENT, st, 2, &s->person);
	db_reset(st);
	if (rc == CTXH_OK)
		note_columns(s);
	return rc;
}

static int
by_number(const void *a, const void *b)
{
	int64_t n = *(const int64_t *)a, m = *(const int64_t *)b;

	return (n > m) - (n < m);
}

/* In the order in which they lie in the file, which is many times quicker than
 * class by class. */
static int
search_all(struct search *s)
{
	const struct roster	*r = &s->x->roster;
	int64_t			*versions;
	size_t			 i;
	int			 rc = CTXH_OK;

	versions = malloc((r->n + 1) * sizeof(*versions));
	if (versions == NULL)
		return fail_nomem(s->x->h);
	memcpy(versions, r->versions, r->n * sizeof(*versions));
	qsort(versions, r->n, sizeof(*versions), by_number);
	for (i = 0; i < r->n && rc == CTXH_OK; i++) {
		rc = search_pupil(s, versions[i]);
		if (rc == CTXH_OK && i % PROGRESS == 0)
			rc = handle_progress(s->x->h, 0, r->n);
	}
	free(versions);
	return rc;
}

static int
search_columns(struct exporter *x)
{
	struct search		 s = { .x = x };
	struct roster_class	*c;
	int			 f, rc = CTXH_OK;

	EACH(c, x->roster.classes, x->roster.nclasses)
		if (export_says_grade(c->name, c->grade))
			x->columns[FIELD_GRADE] = 1;
	for (f = 0; f < FIELD_COUNT; f++)
		if (is_possible(x, (enum field)f) && f != FIELD_GRADE) {
			export_mark((enum field)f, &s.marks[f]);
			if (buf_failed(&s.marks[f]))
				rc = fail_nomem(x->h);
		}
	if (rc == CTXH_OK)
		rc = search_all(&s);
	for (f = 0; f < FIELD_COUNT; f++)
		buf_free(&s.marks[f]);
	buf_free(&s.facts);
	buf_free(&s.person);
	return rc;
}

/* An id that nobody has is no column in any case: an import would look for it
 * in each row. */
static int
choose_columns(struct exporter *x)
{
	int f, is_id;

	for (f = 0; f < FIELD_COUNT; f++) {
		is_id = f >= FIELD_MOET && f <= FIELD_PERSONAL;
		x->columns[f] = is_always(x, (enum field)f) ||
		    (x->opt->all_columns && !is_id &&
		    is_possible(x, (enum field)f));
	}
	return search_columns(x);
}

/* The id by which an import of the list would know the pupils. */
static enum field
key_of(const struct exporter *x)
{
	int f;

	for (f = FIELD_MOET; f <= FIELD_PERSONAL; f++)
		if (x->columns[f])
			return (enum field)f;
	return FIELD_NONE;
}

static int
flush(struct exporter *x)
{
	const struct ctxh_export_options *o = x->opt;

	if (buf_failed(&x->out) || buf_failed(&x->cell))
		return fail_nomem(x->h);
	if (o->write(o->write_ctx, x->out.data, x->out.len) != 0)
		return fail(x->h, CTXH_EIO, "%s", T(x->h, "cannot write the "
		    "list"));
	buf_reset(&x->out);
	return CTXH_OK;
}

/* Without names there is the year of birth in the place of the day. */
static const char *
label_of(const struct exporter *x, enum field f)
{
	return f == FIELD_BORN && !x->names ? "Năm sinh" :
	    student_fields[f].label;
}

static void
put_header(struct exporter *x)
{
	const char	*s;
	int		 f, first = 1;

	if (x->opt->excel)
		buf_str(&x->out, "\xef\xbb\xbf");
	for (f = 0; f < FIELD_COUNT; f++) {
		if (!x->columns[f])
			continue;
		s = label_of(x, (enum field)f);
		csv_put(&x->out, s, strlen(s), x->sep, first);
		first = 0;
	}
	buf_str(&x->out, "\r\n");
}

static int
put_row(struct exporter *x, int64_t student)
{
	const unsigned	lost = buf_lost();
	enum field	key = key_of(x);
	int		f, first = 1;

	(void)student;
	for (f = 0; f < FIELD_COUNT; f++) {
		if (!x->columns[f])
			continue;
		export_cell(&x->pupil, (enum field)f, &x->cell);
		if (x->opt->excel && export_is_fragile((enum field)f,
		    x->cell.data, x->cell.len))
			csv_put_kept(&x->out, x->cell.data, x->cell.len,
			    x->sep, first);
		else
			csv_put(&x->out, x->cell.len > 0 ? x->cell.data : "",
			    x->cell.len, x->sep, first);
		x->keyless += (enum field)f == key && x->cell.len == 0;
		first = 0;
	}
	buf_str(&x->out, "\r\n");
	if (lost != buf_lost())
		return fail_nomem(x->h);
	return x->out.len >= BLOCK ? flush(x) : CTXH_OK;
}

static int
give_row(struct exporter *x, int64_t student)
{
	const struct ctxh_export_options *o = x->opt;
	ctxh_value	*v;
	int		 rc;

	rc = student_value_all(x->h, student, x->pupil.facts, x->pupil.person,
	    &v);
	if (rc == CTXH_OK && o->row(o->row_ctx, v) != 0)
		rc = fail(x->h, CTXH_EINTERRUPTED, "%s", T(x->h,
		    "interrupted; nothing was changed"));
	ctxh_value_free(v);
	return rc;
}

static int
write_list(struct exporter *x)
{
	int rc;

	if (x->opt->row != NULL)
		return each(x, give_row);
	if ((rc = choose_columns(x)) != CTXH_OK)
		return rc;
	put_header(x);
	if ((rc = each(x, put_row)) != CTXH_OK)
		return rc;
	return flush(x);
}

static ctxh_value *
columns_value(const struct exporter *x)
{
	ctxh_value	*list = ctxh_value_list(), *o;
	int		 f, failed = list == NULL;

	for (f = 0; f < FIELD_COUNT && !failed; f++) {
		if (!x->columns[f])
			continue;
		o = ctxh_value_object();
		failed = o == NULL ||
		    put_text(o, "id", student_fields[f].id) |
		    put_text(o, "label", label_of(x, (enum field)f));
		if (failed)
			ctxh_value_free(o);
		else
			failed = push(list, o) != 0;
	}
	if (!failed)
		return list;
	ctxh_value_free(list);
	return NULL;
}

static int
answer(struct exporter *x, ctxh_value **out)
{
	enum field	 key = key_of(x);
	ctxh_value	*o = ctxh_value_object();
	char		 year[16];

	year_name(x->year, year);
	if (o == NULL || put_int(o, "format", 1) | put_text(o, "year", year) |
	    put_int(o, "pupils", (int64_t)x->roster.n) |
	    put(o, "columns", columns_value(x)) |
	    put_text(o, "key", x->opt->row != NULL || !x->names ? NULL :
	    key == FIELD_NONE ? "name,dob" : student_fields[key].id) |
	    put_int(o, "keyless", (int64_t)x->keyless) |
	    (x->op != 0 ? put_int(o, "op", x->op) : put_null(o, "op"))) {
		ctxh_value_free(o);
		return fail_nomem(x->h);
	}
	*out = o;
	return CTXH_OK;
}

EXPORT int
ctxh_student_export(ctxh *h, const struct ctxh_export_options *o,
    ctxh_value **out)
{
	struct exporter	x = { .h = h, .opt = o };
	int		rc;

	*out = NULL;
	if ((rc = check_options(h, o)) != CTXH_OK)
		return rc;
	x.names = (o->flags & CTXH_NAMES) != 0;
	x.sep = o->excel ? ';' : ',';
	if ((rc = x.names ? need_person(h, "student export") :
	    need_insider(h, "student export")) != CTXH_OK ||
	    (rc = year_wanted(h, o->year, &x.year)) != CTXH_OK ||
	    (rc = trace(&x)) != CTXH_OK || (rc = db_snapshot(h)) != CTXH_OK)
		return rc;
	rc = roster_load(h, x.year, o->class_, &x.roster);
	if (rc == CTXH_OK && (rc = write_list(&x)) == CTXH_OK)
		rc = answer(&x, out);
	roster_free(&x.roster);
	buf_free(&x.pupil.scratch);
	buf_free(&x.cell);
	buf_free(&x.out);
	return db_release(h, rc);
}

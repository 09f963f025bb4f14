#include "people/student_change.h"

#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "chain/op.h"
#include "people/class_name.h"
#include "people/enrol.h"
#include "people/field.h"
#include "people/student.h"
#include "people/year.h"
#include "text/fold.h"

/* Members that facts_renew() sets or puts in their place. */
static const char *const placed[] = {
	"year", "class", "grade", "sex", "ethnic", "born", "status", "flags",
};

static int
keep(ctxh_value *to, const ctxh_value *from, const char *key)
{
	const ctxh_value *v = ctxh_value_get(from, key);

	return v == NULL ? 0 : put(to, key, ctxh_value_copy(v));
}

/* The flags as they were, but for that of who repeats a grade. */
static int
put_flags(ctxh_value *to, const ctxh_value *old, int repeats)
{
	const ctxh_value *was = ctxh_value_get(old, "flags");
	ctxh_value	*flags = ctxh_value_list();
	const char	*flag;
	int		 f, has, failed = flags == NULL;

	for (f = FIELD_FLAGS; f < FIELD_TEXTS && !failed; f++) {
		flag = student_fields[f].flag;
		has = f == FIELD_REPEATS && repeats >= 0 ? repeats :
		    list_has(was, flag);
		failed = has && push_text(flags, flag) != 0;
	}
	if (!failed && ctxh_value_count(flags) > 0)
		return put(to, "flags", flags);
	ctxh_value_free(flags);
	return failed ? -1 : 0;
}

static int
is_placed(const char *key)
{
	size_t i;

	for (i = 0; i < sizeof(placed) / sizeof(placed[0]); i++)
		if (strcmp(placed[i], key) == 0)
			return 1;
	return 0;
}

ctxh_value *
facts_renew(const ctxh_value *old, const struct enrolment *e)
{
	const ctxh_value *v;
	ctxh_value	*o = ctxh_value_object();
	int		 failed;

	failed = o == NULL || put_int(o, "year", e->year) |
	    put_text(o, "class", e->class_) |
	    (e->grade >= 0 ? put_int(o, "grade", e->grade) : 0) |
	    keep(o, old, "sex") | keep(o, old, "ethnic") |
	    keep(o, old, "born") | put_text(o, "status", e->status) |
	    put_flags(o, old, e->repeats);
	VALUE_EACH(v, old)
		if (!failed && !is_placed(ctxh_value_key(v)))
			failed = keep(o, old, ctxh_value_key(v));
	if (!failed)
		return o;
	ctxh_value_free(o);
	return NULL;
}

static int
write_row(ctxh *h, int64_t student, const ctxh_value *facts,
    const ctxh_value *person, int64_t *id)
{
	struct cell	 cells[TABLE_COLUMNS] = { { student, NULL, 0 } };
	char		*f = ctxh_value_print(facts, 0);
	char		*p = ctxh_value_print(person, 0);
	int		 rc;

	if (f == NULL || p == NULL)
		rc = fail_nomem(h);
	else if ((rc = op_next(h, TABLE_STUDENT, id)) == CTXH_OK) {
		cells[1] = (struct cell){ 0, f, strlen(f) };
		cells[2] = (struct cell){ 0, p, strlen(p) };
		rc = op_row(h, TABLE_STUDENT, *id, cells);
	}
	str_wipe_free(f);
	str_wipe_free(p);
	return rc;
}

static int
year_of_version(ctxh *h, int64_t version, int *year)
{
	ctxh_value	*facts;
	int		 rc = version_open(h, version, NULL, &facts, NULL);

	*year = rc == CTXH_OK ? (int)get_int(facts, "year", 0) : 0;
	ctxh_value_free(facts);
	return rc;
}

int
version_add(ctxh *h, int64_t student, const ctxh_value *facts,
    const ctxh_value *person)
{
	int64_t	newest, id;
	int	rc, year;

	if ((rc = student_now(h, student, &newest)) != CTXH_OK ||
	    (rc = year_of_version(h, newest, &year)) != CTXH_OK ||
	    (rc = write_row(h, student, facts, person, &id)) != CTXH_OK)
		return rc;
	return year <= get_int(facts, "year", 0) ?
	    student_now_put(h, student, id) : CTXH_OK;
}

int
version_of_year(ctxh *h, int64_t student, int year, int64_t *version)
{
	struct buf	 json = { 0 };
	stmt		*st;
	int		 rc, step = 0;

	*version = 0;
	if ((rc = db_stmt(h, SQL_student_versions, &st)) != CTXH_OK)
		return rc;
	db_bind_int(st, 1, student);
	while (rc == CTXH_OK && *version == 0 &&
	    (step = db_step(h, st)) == 1) {
		rc = row_open(h, TABLE_STUDENT, st, 1, &json);
		if (rc == CTXH_OK && facts_year(json.data) == year)
			*version = db_int(st, 0);
	}
	db_reset(st);
	buf_free(&json);
	return rc == CTXH_OK && step < 0 ? h->status : rc;
}

int
class_typed(ctxh *h, const char *text, struct buf *out, int *grade)
{
	struct buf tidy = { 0 };

	buf_reset(out);
	*grade = CLASS_NO_GRADE;
	(void)text_tidy(text, strlen(text), &tidy);
	if (tidy.len > 0)
		class_name(tidy.data, tidy.len, out, grade);
	buf_free(&tidy);
	if (buf_failed(&tidy) || buf_failed(out))
		return fail_nomem(h);
	return out->len <= CLASS_MAX ? CTXH_OK : fail(h, CTXH_EUSAGE,
	    T(h, "the class is longer than %d bytes"), CLASS_MAX);
}

/* A change of one pupil, as it is asked for. */
struct setting {
	ctxh		*h;
	const struct ctxh_student_change *opt;
	int64_t		 student;
	int64_t		 old;		/* version of the year; 0: none */
	ctxh_value	*facts, *person; /* of that, or of his newest */
	struct buf	 class_;
	struct enrolment new;
};

static int
open_old(struct setting *s)
{
	int64_t	version;
	char	year[16];
	int	rc;

	year_name(s->new.year, year);
	if ((rc = version_of_year(s->h, s->student, s->new.year, &s->old)) !=
	    CTXH_OK)
		return rc;
	if (s->old == 0 && s->opt->class_ == NULL)
		return fail(s->h, CTXH_ENOTFOUND, T(s->h, "the pupil is not on "
		    "the list of %s; name the class to put him on it"), year);
	version = s->old;
	if (version == 0 && (rc = student_now(s->h, s->student, &version)) !=
	    CTXH_OK)
		return rc;
	return version_open(s->h, version, NULL, &s->facts, &s->person);
}

static int
take_class(struct setting *s)
{
	int rc;

	s->new.class_ = get_text(s->facts, "class");
	s->new.grade = (int)get_int(s->facts, "grade", -1);
	if (s->opt->class_ == NULL)
		return CTXH_OK;
	if ((rc = class_typed(s->h, s->opt->class_, &s->class_,
	    &s->new.grade)) != CTXH_OK)
		return rc;
	if (s->class_.len == 0)
		return fail(s->h, CTXH_EUSAGE, "%s", T(s->h, "no class"));
	s->new.class_ = s->class_.data;
	if (s->new.grade < 0 && s->old != 0)
		s->new.grade = (int)get_int(s->facts, "grade", -1);
	return CTXH_OK;
}

static int
take_status(struct setting *s)
{
	const char *code = s->opt->status;

	s->new.status = code != NULL ? code : s->old != 0 ?
	    get_text(s->facts, "status") : ENROL_HERE;
	if (s->new.status == NULL)
		s->new.status = ENROL_HERE;
	if (code != NULL && enrol_of_code(code) == NULL)
		return fail(s->h, CTXH_EUSAGE, T(s->h, "no such status: "
		    "\"%s\"; one such as dang-hoc, chuyen-di-ky-1, "
		    "chuyen-den-ky-1, thoi-hoc-ky-1, xin-hoc-lai"), code);
	return CTXH_OK;
}

static int
differs(const ctxh_value *facts, const char *key, const char *text)
{
	const char *was = get_text(facts, key);

	return was == NULL || strcmp(was, text) != 0;
}

static int
is_change(const struct setting *s)
{
	return s->old == 0 || differs(s->facts, "class", s->new.class_) ||
	    differs(s->facts, "status", s->new.status) ||
	    s->new.grade != get_int(s->facts, "grade", -1);
}

/* Another class has another teacher, and another status no text of its own. */
static int
write_change(struct setting *s)
{
	ctxh_value	*facts;
	int		 rc;

	if (s->old == 0 || differs(s->facts, "class", s->new.class_))
		ctxh_value_free(ctxh_value_take(s->person, "teacher"));
	if (strcmp(s->new.status, ENROL_OTHER) != 0)
		ctxh_value_free(ctxh_value_take(s->person, "status"));
	if (s->old == 0)
		ctxh_value_free(ctxh_value_take(s->person, "luu-ban"));
	s->new.repeats = s->old == 0 ? 0 : -1;
	if ((facts = facts_renew(s->facts, &s->new)) == NULL)
		return fail_nomem(s->h);
	rc = version_add(s->h, s->student, facts, s->person);
	ctxh_value_free(facts);
	return rc == CTXH_OK ? year_open(s->h, s->new.year) : rc;
}

static int
put_was(struct setting *s, ctxh_value *o)
{
	ctxh_value *was;

	if (s->old == 0)
		return put_null(o, "was");
	was = ctxh_value_object();
	if (was == NULL || keep(was, s->facts, "class") |
	    keep(was, s->facts, "grade") | keep(was, s->facts, "status")) {
		ctxh_value_free(was);
		return -1;
	}
	return put(o, "was", was);
}

static int
answer(struct setting *s, int change, ctxh_value **out)
{
	ctxh_value	*o = ctxh_value_object();
	char		 year[16];

	year_name(s->new.year, year);
	if (o == NULL || put_int(o, "format", 1) |
	    put_int(o, "id", s->student) | put_text(o, "year", year) |
	    put_text(o, "class", s->new.class_) | (s->new.grade >= 0 ?
	    put_int(o, "grade", s->new.grade) : put_null(o, "grade")) |
	    put_text(o, "status", s->new.status) | put_was(s, o) |
	    put_bool(o, "changed", change) |
	    put_text(op_detail(s->h), "year", year) |
	    put_int(op_detail(s->h), "of", s->student)) {
		ctxh_value_free(o);
		return fail_nomem(s->h);
	}
	*out = o;
	return CTXH_OK;
}

int
student_set(ctxh *h, const struct ctxh_student_change *o, struct set_done *d,
    ctxh_value **out)
{
	struct setting			 s = { .h = h, .opt = o };
	const struct enrol_state	*state;
	int				 rc;

	*out = NULL;
	if ((rc = year_wanted(h, o->year, &s.new.year)) != CTXH_OK ||
	    (rc = student_find_code(h, o->student, &s.student)) != CTXH_OK ||
	    (rc = op_begin(h, "student set")) != CTXH_OK)
		return rc;
	if ((rc = open_old(&s)) == CTXH_OK &&
	    (rc = take_class(&s)) == CTXH_OK &&
	    (rc = take_status(&s)) == CTXH_OK) {
		d->written = is_change(&s);
		d->student = s.student;
		state = enrol_of_code(s.new.status);
		d->left = state != NULL && state->left;
		if ((rc = answer(&s, d->written, out)) == CTXH_OK &&
		    d->written && (rc = write_change(&s)) != CTXH_OK) {
			ctxh_value_free(*out);
			*out = NULL;
		}
	}
	ctxh_value_free(s.facts);
	ctxh_value_free(s.person);
	buf_free(&s.class_);
	return rc;
}

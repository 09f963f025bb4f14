#include "prevent/observation.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "chain/op.h"
#include "people/student.h"
#include "people/year.h"
#include "text/date.h"

static const char letters[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

const char *
term_name(enum term t)
{
	static const char *const names[] = { "1", "2", "year" };

	return names[t];
}

const char *
grade_kind_name(enum grade_kind k)
{
	static const char *const names[] = { "conduct", "result" };

	return names[k];
}

void
year_days(int year, int64_t *first, int64_t *last)
{
	*first = day_from_civil((struct civil){ year, 9, 5 });
	*last = day_from_civil((struct civil){ year + 1, 9, 4 });
}

/* ---- the pupils ---- */

struct observed *
observations_find(const struct observations *o, int64_t student)
{
	if (student <= 0 || (uint64_t)student >= o->at_cap ||
	    o->at[student] == 0)
		return NULL;
	return &o->list[o->at[student] - 1];
}

/* Room for the pupil's number. */
static int
reach(ctxh *h, struct observations *o, int64_t student)
{
	size_t old = o->at_cap;

	if ((uint64_t)student < old)
		return CTXH_OK;
	if (student > UINT32_MAX || mem_grow((void **)&o->at, &o->at_cap,
	    (size_t)student + 1, sizeof(*o->at)) != 0)
		return fail_nomem(h);
	memset(o->at + old, 0, (o->at_cap - old) * sizeof(*o->at));
	return CTXH_OK;
}

int
observations_add(ctxh *h, struct observations *o, int64_t student,
    struct observed **out)
{
	if ((*out = observations_find(o, student)) != NULL)
		return CTXH_OK;
	if (reach(h, o, student) != CTXH_OK)
		return h->status;
	if (mem_grow((void **)&o->list, &o->cap, o->n + 1,
	    sizeof(*o->list)) != 0)
		return fail_nomem(h);
	*out = &o->list[o->n++];
	memset(*out, 0, sizeof(**out));
	(*out)->student = student;
	o->at[student] = (uint32_t)o->n;
	return CTXH_OK;
}

unsigned char
observations_word(struct observations *o, const char *code)
{
	size_t i;

	for (i = 0; i < o->nwords; i++)
		if (strcmp(o->words[i], code) == 0)
			return (unsigned char)(i + 1);
	if (o->nwords == UCHAR_MAX || strlen(code) >= sizeof(*o->words) ||
	    mem_grow((void **)&o->words, &o->words_cap, o->nwords + 1,
	    sizeof(*o->words)) != 0)
		return 0;
	strcpy(o->words[o->nwords++], code);
	return (unsigned char)o->nwords;
}

void
observations_free(struct observations *o)
{
	mem_wipe_free(o->list, o->cap * sizeof(*o->list));
	mem_wipe_free(o->at, o->at_cap * sizeof(*o->at));
	free(o->words);
	memset(o, 0, sizeof(*o));
}

/* ---- reading ---- */

struct reading {
	ctxh		*h;
	struct observations *o;
	struct buf	 json;
};

/* How a run of the rules begins, before its year. */
#define RUN "{\"kind\":\"run\",\"year\":"

static int
letter_of(int c)
{
	const char *at = c != '\0' ? strchr(letters, c) : NULL;

	return at != NULL ? (int)(at - letters) : -1;
}

/* Days that a list covers and does not name were attended. */
static void
take_covers(struct observations *o, const ctxh_value *facts,
    struct observed *p)
{
	const ctxh_value *v = ctxh_value_first(ctxh_value_get(facts,
	    "covers"));
	int64_t	day, from, to;

	if (v == NULL)
		return;
	from = (int64_t)ctxh_value_num(v);
	to = (int64_t)ctxh_value_num(ctxh_value_next(v));
	for (day = from > o->first ? from : o->first;
	    day <= to && day <= o->last; day++)
		days_set(&p->days, (int)(day - o->first), 0);
}

static int
take_absence(struct observations *o, const ctxh_value *facts,
    struct observed *p)
{
	const char	*s = get_text(facts, "days");
	int64_t		 day = get_int(facts, "from", 0);
	int		 three, k;

	p->absences = 1;
	take_covers(o, facts, p);
	for (; s != NULL && *s != '\0'; s++) {
		if ((three = letter_of(*s)) < 0)
			return -1;
		for (k = 0; k < 3; k++, day++, three >>= 2) {
			if ((three & 3) == 0)
				continue;
			if (day < o->first || day > o->last)
				return -1;
			days_set(&p->days, (int)(day - o->first),
			    (unsigned)three & 3U);
		}
	}
	return s != NULL ? 0 : -1;
}

static int
take_grade(struct observations *o, const ctxh_value *facts,
    enum grade_kind kind, struct observed *p)
{
	const char	*term = get_text(facts, "term");
	const char	*code = get_text(facts, "code");
	int		 t;

	for (t = 0; term != NULL && t < TERMS; t++)
		if (strcmp(term_name((enum term)t), term) == 0)
			break;
	if (term == NULL || t == TERMS || code == NULL)
		return -1;
	p->grade[kind][t] = observations_word(o, code);
	return p->grade[kind][t] != 0 ? 0 : -1;
}

static int
take(struct reading *g, int64_t row, const ctxh_value *facts)
{
	const char	*kind = get_text(facts, "kind");
	struct observed	*p;
	int64_t		 student;
	int		 rc, is;

	is = kind == NULL ? -1 : strcmp(kind, "absence") == 0 ? GRADE_KINDS :
	    strcmp(kind, "conduct") == 0 ? GRADE_CONDUCT :
	    strcmp(kind, "result") == 0 ? GRADE_RESULT : -1;
	if (is == -1 || get_int(facts, "year", 0) != g->o->year)
		return CTXH_OK;
	student = (int64_t)ctxh_value_num(ctxh_value_first(ctxh_value_get(
	    facts, "students")));
	if (observations_find(g->o, student) == NULL &&
	    (rc = student_survivor(g->h, student, &student)) != CTXH_OK)
		return rc;
	if ((rc = observations_add(g->h, g->o, student, &p)) != CTXH_OK)
		return rc;
	if ((is == GRADE_KINDS ? take_absence(g->o, facts, p) :
	    take_grade(g->o, facts, (enum grade_kind)is, p)) == 0)
		return CTXH_OK;
	return fail(g->h, CTXH_EINTEGRITY, T(g->h, "row %lld of table %s is "
	    "not readable; run ctxh fsck"), (long long)row, "observation");
}

static int
take_row(struct reading *g, stmt *st)
{
	ctxh_value	*facts;
	int		 rc;

	if ((rc = row_open(g->h, TABLE_OBSERVATION, st, 0, &g->json)) !=
	    CTXH_OK)
		return rc;
	if (strncmp(g->json.data, RUN, strlen(RUN)) == 0) {
		if (atoi(g->json.data + strlen(RUN)) == g->o->year)
			g->o->run = db_int(st, 0);
		return CTXH_OK;
	}
	rc = ctxh_value_parse(g->h, g->json.data, g->json.len, &facts);
	if (rc == CTXH_EUSAGE)
		return fail(g->h, CTXH_EINTEGRITY, T(g->h, "row %lld of table "
		    "%s is not readable; run ctxh fsck"),
		    (long long)db_int(st, 0), "observation");
	if (rc == CTXH_OK)
		rc = take(g, db_int(st, 0), facts);
	ctxh_value_free(facts);
	return rc;
}

static void
find_newest(struct observations *o)
{
	const struct observed	*p;
	int			 i, newest = -1;

	EACH(p, o->list, o->n)
		for (i = (int)(o->last - o->first); i > newest; i--)
			if (days_get(&p->days, i) != 0)
				newest = i;
	o->newest = newest >= 0 ? o->first + newest : 0;
}

int
observations_load(ctxh *h, int year, struct observations *o)
{
	struct reading	 g = { .h = h, .o = o };
	stmt		*st;
	int		 rc, step = 0;

	memset(o, 0, sizeof(*o));
	o->year = year;
	year_days(year, &o->first, &o->last);
	if ((rc = db_stmt(h, SQL_observation_live, &st)) != CTXH_OK)
		return rc;
	while (rc == CTXH_OK && (step = db_step(h, st)) == 1)
		rc = take_row(&g, st);
	db_reset(st);
	buf_free(&g.json);
	if (rc == CTXH_OK && step < 0)
		rc = h->status;
	if (rc == CTXH_OK)
		find_newest(o);
	return rc;
}

/* ---- writing ---- */

static void
write_head(const struct observations *o, const char *kind, int64_t student,
    struct buf *b)
{
	buf_fmt(b, "{\"kind\":\"%s\",\"students\":[%lld],\"year\":%d", kind,
	    (long long)student, o->year);
}

void
absence_write(const struct observations *o, int64_t student,
    const struct days *d, int64_t from, int64_t to, struct buf *b)
{
	int i, k, three, first = 0, end = YEAR_DAYS;

	while (first < YEAR_DAYS && days_get(d, first) == 0)
		first++;
	while (end > first && days_get(d, end - 1) == 0)
		end--;
	write_head(o, "absence", student, b);
	if (from != 0)
		buf_fmt(b, ",\"covers\":[%lld,%lld]", (long long)from,
		    (long long)to);
	buf_fmt(b, ",\"from\":%lld,\"days\":\"", (long long)(o->first +
	    (first < end ? first : 0)));
	for (i = first; i < end; i += 3) {
		for (three = k = 0; k < 3 && i + k < YEAR_DAYS; k++)
			three |= (int)days_get(d, i + k) << (2 * k);
		buf_byte(b, letters[three]);
	}
	buf_str(b, "\"}");
}

void
grade_write(const struct observations *o, int64_t student,
    enum grade_kind kind, enum term term, const char *code, struct buf *b)
{
	write_head(o, grade_kind_name(kind), student, b);
	buf_fmt(b, ",\"term\":\"%s\",\"code\":\"%s\"}", term_name(term), code);
}

int
observation_put(ctxh *h, const struct buf *json)
{
	struct cell	cells[TABLE_COLUMNS] = { { 0, json->data, json->len } };
	int64_t		id;
	int		rc;

	if (buf_failed(json))
		return fail_nomem(h);
	if ((rc = op_next(h, TABLE_OBSERVATION, &id)) != CTXH_OK)
		return rc;
	return op_row(h, TABLE_OBSERVATION, id, cells);
}

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

/* Three days each. */
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

/* What a row says. */
struct said {
	int		 grade;		/* GRADE_KINDS: absences; -1: neither */
	int64_t		 student, year;
	int64_t		 covers[2];	/* 0: it does not say */
	int64_t		 from;
	const char	*days, *term, *code;
	size_t		 days_len, term_len, code_len;
};

/* Behind the text, if it stands there; else NULL.  *s may be NULL. */
static const char *
behind(const char *s, const char *text)
{
	size_t n = strlen(text);

	return s != NULL && strncmp(s, text, n) == 0 ? s + n : NULL;
}

static const char *
number(const char *s, int64_t *out)
{
	const char *p = s;

	for (*out = 0; p != NULL && *p >= '0' && *p <= '9' && p - s < 15; p++)
		*out = *out * 10 + (*p - '0');
	return p != s ? p : NULL;
}

/* Up to the quotation mark of a text that has no escapes. */
static const char *
text(const char *s, const char **out, size_t *n)
{
	if (s == NULL)
		return NULL;
	*out = s;
	*n = strcspn(s, "\"\\");
	return s[*n] == '"' ? s + *n + 1 : NULL;
}

static const char *
scan_head(const char *s, struct said *d)
{
	static const char *const kinds[] = { "conduct\"", "result\"",
	    "absence\"" };
	const char	*p = behind(s, "{\"kind\":\""), *q = NULL;

	for (d->grade = 0; d->grade <= GRADE_KINDS; d->grade++)
		if ((q = behind(p, kinds[d->grade])) != NULL)
			break;
	p = number(behind(q, ",\"students\":["), &d->student);
	return number(behind(p, "],\"year\":"), &d->year);
}

/*
 * A row as it is written below, which all are that this program wrote: a
 * store may have a million of them.  0, or -1 where it is no such text.
 */
static int
scan(const char *s, struct said *d)
{
	const char *p = scan_head(s, d), *q;

	if (p != NULL && d->grade != GRADE_KINDS) {
		p = text(behind(p, ",\"term\":\""), &d->term, &d->term_len);
		p = text(behind(p, ",\"code\":\""), &d->code, &d->code_len);
	} else if (p != NULL) {
		if ((q = behind(p, ",\"covers\":[")) != NULL) {
			p = number(q, &d->covers[0]);
			p = number(behind(p, ","), &d->covers[1]);
			p = behind(p, "]");
		}
		p = number(behind(p, ",\"from\":"), &d->from);
		p = text(behind(p, ",\"days\":\""), &d->days, &d->days_len);
	}
	p = behind(p, "}");
	return p != NULL && *p == '\0' ? 0 : -1;
}

static void
take_text(const ctxh_value *facts, const char *key, const char **out,
    size_t *n)
{
	*out = get_text(facts, key);
	*n = *out != NULL ? strlen(*out) : 0;
}

/* The same of any JSON. */
static void
read_value(const ctxh_value *facts, struct said *d)
{
	const char		*kind = get_text(facts, "kind");
	const ctxh_value	*v = ctxh_value_first(ctxh_value_get(facts,
				    "covers"));

	d->grade = kind == NULL ? -1 :
	    strcmp(kind, "absence") == 0 ? GRADE_KINDS :
	    strcmp(kind, "conduct") == 0 ? GRADE_CONDUCT :
	    strcmp(kind, "result") == 0 ? GRADE_RESULT : -1;
	d->student = (int64_t)ctxh_value_num(ctxh_value_first(ctxh_value_get(
	    facts, "students")));
	d->year = get_int(facts, "year", 0);
	d->from = get_int(facts, "from", 0);
	if (v != NULL) {
		d->covers[0] = (int64_t)ctxh_value_num(v);
		d->covers[1] = (int64_t)ctxh_value_num(ctxh_value_next(v));
	}
	take_text(facts, "days", &d->days, &d->days_len);
	take_text(facts, "term", &d->term, &d->term_len);
	take_text(facts, "code", &d->code, &d->code_len);
}

static int
letter_of(int c)
{
	return c >= 'A' && c <= 'Z' ? c - 'A' : c >= 'a' && c <= 'z' ?
	    c - 'a' + 26 : c >= '0' && c <= '9' ? c - '0' + 52 :
	    c == '-' ? 62 : c == '_' ? 63 : -1;
}

/* Days that a list covers and does not name were attended. */
static void
take_covers(struct observations *o, const struct said *d, struct observed *p)
{
	int64_t day;

	for (day = d->covers[0] > o->first ? d->covers[0] : o->first;
	    d->covers[0] != 0 && day <= d->covers[1] && day <= o->last; day++)
		days_set(&p->days, (int)(day - o->first), 0);
}

static int
take_absence(struct observations *o, const struct said *d,
    struct observed *p)
{
	int64_t	day = d->from;
	size_t	i;
	int	three, k;

	p->absences = 1;
	take_covers(o, d, p);
	for (i = 0; i < d->days_len; i++) {
		if ((three = letter_of(d->days[i])) < 0)
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
	return d->days != NULL ? 0 : -1;
}

static int
take_grade(struct observations *o, const struct said *d, struct observed *p)
{
	char	code[sizeof(*o->words)];
	int	t;

	for (t = 0; t < TERMS; t++)
		if (strlen(term_name((enum term)t)) == d->term_len &&
		    memcmp(term_name((enum term)t), d->term,
		    d->term_len) == 0)
			break;
	if (t == TERMS || d->code_len == 0 || d->code_len >= sizeof(code))
		return -1;
	memcpy(code, d->code, d->code_len);
	code[d->code_len] = '\0';
	p->grade[d->grade][t] = observations_word(o, code);
	return p->grade[d->grade][t] != 0 ? 0 : -1;
}

static int
unreadable(const struct reading *g, int64_t row)
{
	return fail(g->h, CTXH_EINTEGRITY, T(g->h, "row %lld of table %s is "
	    "not readable; run ctxh fsck"), (long long)row, "observation");
}

static int
take(struct reading *g, int64_t row, const struct said *d)
{
	struct observed	*p;
	int64_t		 student = d->student;
	int		 rc;

	if (d->grade == -1 || d->year != g->o->year)
		return CTXH_OK;
	if (observations_find(g->o, student) == NULL &&
	    (rc = student_survivor(g->h, student, &student)) != CTXH_OK)
		return rc;
	if (student <= 0)
		return unreadable(g, row);
	if ((rc = observations_add(g->h, g->o, student, &p)) != CTXH_OK)
		return rc;
	return (d->grade == GRADE_KINDS ? take_absence(g->o, d, p) :
	    take_grade(g->o, d, p)) == 0 ? CTXH_OK : unreadable(g, row);
}

static int
take_row(struct reading *g, stmt *st)
{
	struct said	 d = { .grade = -1 };
	ctxh_value	*facts = NULL;
	const char	*run;
	int		 rc;

	if ((rc = row_open(g->h, TABLE_OBSERVATION, st, 0, &g->json)) !=
	    CTXH_OK)
		return rc;
	if ((run = behind(g->json.data, RUN)) != NULL) {
		if (atoi(run) == g->o->year)
			g->o->run = db_int(st, 0);
		return CTXH_OK;
	}
	if (scan(g->json.data, &d) != 0) {
		d = (struct said){ .grade = -1 };
		rc = ctxh_value_parse(g->h, g->json.data, g->json.len,
		    &facts);
		if (rc != CTXH_OK)
			return rc == CTXH_EUSAGE ? unreadable(g,
			    db_int(st, 0)) : rc;
		read_value(facts, &d);
	}
	rc = take(g, db_int(st, 0), &d);
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

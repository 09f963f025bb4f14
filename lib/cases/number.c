#include "cases/number.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "cases/notice.h"
#include "chain/member.h"
#include "chain/op.h"
#include "chain/sealed.h"
#include "text/date.h"
#include "text/fold.h"

#define SEQUENCE_DIGITS 9

/* ---- one number ---- */

/* A copy of the bytes, folded or without blanks; NULL without memory. */
static char *
copy_folded(const char *s, size_t len)
{
	struct buf b = { 0 };

	buf_str(&b, "");
	fold(s, len, &b);
	return buf_take(&b);
}

static char *
copy_bare(const char *s)
{
	struct buf b = { 0 };

	buf_str(&b, "");
	for (; *s != '\0'; s++)
		if (*s != ' ')
			buf_byte(&b, *s);
	return buf_take(&b);
}

/* "Số: 05/..." begins with the word, and others with the digits. */
static int
is_prefix(const char *s, size_t len)
{
	char	*folded = copy_folded(s, len);
	int	 is = folded != NULL && (*folded == '\0' ||
	    strcmp(folded, "so") == 0);

	free(folded);
	return is;
}

/* The letter of one that was put in between, as the a of "15a/BC": it stands
 * alone right behind the digits.  0: there is none. */
static char
letter_at(const char *s)
{
	int is = (*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z');

	return is && (s[1] == '\0' || strchr(" /-", s[1]) != NULL) ? *s : 0;
}

/* Takes the sequence and the letter; what is behind them, or all of it. */
static const char *
read_sequence(const char *text, struct number *n)
{
	const char	*digits = text + strcspn(text, "0123456789");
	const char	*rest = digits + strspn(digits, "0123456789");

	n->sequence = -1;
	if (!is_prefix(text, (size_t)(digits - text)))
		return text;
	n->digits = (int)(rest - digits);
	if (n->digits == 0 || n->digits > SEQUENCE_DIGITS)
		return text;
	n->sequence = strtoll(digits, NULL, 10);
	n->letter = letter_at(rest);
	return rest + (n->letter != 0);
}

void
number_put(struct buf *b, const struct number *n, int64_t sequence,
    char letter)
{
	buf_fmt(b, "%02lld", (long long)sequence);
	if (letter != 0)
		buf_byte(b, letter);
	buf_fmt(b, "%s%s", *n->symbol != '\0' ? "/" : "", n->symbol);
}

static char *
make_shown(const struct number *n)
{
	struct buf b = { 0 };

	if (n->sequence < 0)
		buf_str(&b, n->text);
	else
		number_put(&b, n, n->sequence, n->letter);
	return buf_take(&b);
}

int
number_read(ctxh *h, const char *text, struct number *n)
{
	const unsigned	 lost = buf_lost();
	const char	*rest;

	memset(n, 0, sizeof(*n));
	rest = read_sequence(text, n);
	rest += strspn(rest, " /-");
	n->text = strdup(text);
	n->symbol = copy_bare(rest);
	n->folded = copy_folded(rest, strlen(rest));
	if (n->text != NULL && n->symbol != NULL && n->folded != NULL &&
	    (n->shown = make_shown(n)) != NULL && lost == buf_lost())
		return CTXH_OK;
	number_free(n);
	return fail_nomem(h);
}

void
number_free(struct number *n)
{
	str_wipe_free(n->text);
	str_wipe_free(n->shown);
	str_wipe_free(n->symbol);
	str_wipe_free(n->folded);
	n->text = n->shown = n->symbol = n->folded = NULL;
}

/* A letter, in whatever case, comes behind the number without one. */
static int
rank_letter(char c)
{
	return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

int
number_order(const struct number *a, const struct number *b)
{
	if (a->sequence != b->sequence)
		return a->sequence < b->sequence ? -1 : 1;
	return rank_letter(a->letter) - rank_letter(b->letter);
}

int
number_same(const struct number *a, const struct number *b)
{
	return number_order(a, b) == 0 && strcmp(a->folded, b->folded) == 0;
}

const char *
number_where(const ctxh *h, const struct number *n, char out[NUMBER_WHERE])
{
	char date[11];

	(void)date_show(n->day, date);
	(void)snprintf(out, NUMBER_WHERE, "%s, %s", n->entry[0] != '\0' ?
	    n->entry : n->doc == 0 ? T(h, "a report") : n->case_no, date);
	return out;
}

/* ---- all of them ---- */

/* What a scan of the documents remembers. */
struct scan {
	struct numbers	*out;
	int		 year;
	int64_t		*replaced;	/* documents that were amended */
	size_t		 nreplaced, replaced_cap;
	struct begun {
		int64_t	 id;
		char	 number[CASE_NUMBER_MAX];
	}		*cases;
	size_t		 ncases, cases_cap;
};

static int
add_number(ctxh *h, struct numbers *all, const char *text, int64_t day,
    struct number **out)
{
	struct number	*n;
	void		*list = all->list;
	int		 rc;

	if (mem_grow(&list, &all->cap, all->n + 1, sizeof(*all->list)) != 0)
		return fail_nomem(h);
	all->list = list;
	n = &all->list[all->n];
	if ((rc = number_read(h, text, n)) != CTXH_OK)
		return rc;
	n->day = day;
	n->year = civil_from_day(day).year;
	all->n++;
	*out = n;
	return CTXH_OK;
}

static int
note_case(ctxh *h, struct scan *s, int64_t id, const ctxh_value *meta)
{
	const char	*number = get_text(meta, "number");
	int64_t		 old = get_int(meta, "supersedes", 0);
	void		*list;

	if (old != 0) {
		list = s->replaced;
		if (mem_grow(&list, &s->replaced_cap, s->nreplaced + 1,
		    sizeof(*s->replaced)) != 0)
			return fail_nomem(h);
		s->replaced = list;
		s->replaced[s->nreplaced++] = old;
	}
	if (number == NULL)
		return CTXH_OK;
	list = s->cases;
	if (mem_grow(&list, &s->cases_cap, s->ncases + 1,
	    sizeof(*s->cases)) != 0)
		return fail_nomem(h);
	s->cases = list;
	s->cases[s->ncases].id = id;
	(void)snprintf(s->cases[s->ncases++].number, CASE_NUMBER_MAX, "%s",
	    number);
	return CTXH_OK;
}

/* The day of a document with a number; 0 where it has none. */
static int
numbered_day(const ctxh_value *meta, int year, int64_t *day)
{
	const ctxh_value	*fields = ctxh_value_get(meta, "fields");
	const char		*date = get_text(fields, "letter_date");
	const char		*form = get_text(meta, "form");

	if (date == NULL && (form == NULL || strcmp(form, "refer") != 0))
		return 0;
	if (date == NULL || date_parse(date, day, NULL) != 0)
		*day = day_of(get_int(meta, "at", 0));
	return year == 0 || civil_from_day(*day).year == year;
}

static void
copy_id(char out[RULES_ID_MAX + 1], const char *s)
{
	(void)snprintf(out, RULES_ID_MAX + 1, "%s", s != NULL ? s : "");
}

/* Columns as document_scan gives them: id, op, case, time, by, facts, person.
 */
static int
take_person(ctxh *h, struct scan *s, stmt *st, const ctxh_value *meta,
    int64_t day)
{
	ctxh_value	*person;
	struct number	*n;
	const char	*text;
	const void	*blob;
	size_t		 len;
	int		 rc;

	blob = db_blob(st, 6, &len);
	if ((rc = cell_value(h, TABLE_DOCUMENT, db_int(st, 0), 4, blob, len,
	    &person)) != CTXH_OK)
		return rc;
	text = get_text(person, "letter_no");
	if (text != NULL && (rc = add_number(h, s->out, text, day, &n)) ==
	    CTXH_OK) {
		n->doc = db_int(st, 0);
		n->op = db_int(st, 1);
		n->case_id = db_int(st, 2);
		copy_id(n->kind, get_text(meta, "form"));
		copy_id(n->agency, get_text(ctxh_value_get(meta, "fields"),
		    "agency"));
	}
	ctxh_value_free(person);
	return rc;
}

static int
take_document(ctxh *h, struct scan *s, stmt *st)
{
	ctxh_value	*meta;
	const void	*blob;
	size_t		 len;
	int64_t		 day;
	int		 rc;

	blob = db_blob(st, 5, &len);
	if ((rc = cell_value(h, TABLE_DOCUMENT, db_int(st, 0), 3, blob, len,
	    &meta)) != CTXH_OK)
		return rc;
	if ((rc = note_case(h, s, db_int(st, 0), meta)) == CTXH_OK &&
	    numbered_day(meta, s->year, &day))
		rc = take_person(h, s, st, meta, day);
	ctxh_value_free(meta);
	return rc;
}

static int
take_documents(ctxh *h, struct scan *s)
{
	stmt	*st;
	int	 rc, step;

	if ((rc = db_stmt(h, SQL_document_live, &st)) != CTXH_OK)
		return rc;
	while ((step = db_step(h, st)) == 1)
		if ((rc = take_document(h, s, st)) != CTXH_OK) {
			db_reset(st);
			return rc;
		}
	return step < 0 ? h->status : CTXH_OK;
}

/* An issued report; a note has no number. */
static int
take_report(ctxh *h, struct sealed_row *row, void *ctx)
{
	struct scan	*s = ctx;
	struct number	*n;
	const char	*text = get_text(row->facts, "number");
	const char	*date = get_text(row->facts, "date");
	int64_t		 day;
	int		 rc;

	if (text == NULL || date == NULL || date_parse(date, &day, NULL) != 0 ||
	    (s->year != 0 && civil_from_day(day).year != s->year))
		return CTXH_OK;
	if ((rc = add_number(h, s->out, text, day, &n)) != CTXH_OK)
		return rc;
	n->op = row->op;
	copy_id(n->kind, "report");
	return CTXH_OK;
}

/* A yearly plan, as it stands now. */
static int
take_plan(ctxh *h, struct scan *s, const struct entry *e)
{
	const struct entry_doc	*d = entry_step(e, STEP_START, INT64_MAX);
	const char		*text = d != NULL ? get_text(d->fields,
	    "number") : NULL;
	struct number		*n;
	int			 rc;

	if (text == NULL || (s->year != 0 &&
	    civil_from_day(day_of(d->at)).year != s->year))
		return CTXH_OK;
	if ((rc = add_number(h, s->out, text, day_of(d->at), &n)) != CTXH_OK)
		return rc;
	n->op = d->op;
	entry_number(e->kind, e->id, n->entry);
	copy_id(n->kind, d->form->id);
	return CTXH_OK;
}

static int
take_plans(ctxh *h, struct scan *s)
{
	struct entries	all;
	size_t		i;
	int		rc;

	if ((rc = entries_load(h, REGISTER_YEARPLAN, 1, &all)) != CTXH_OK)
		return rc;
	for (i = 0; rc == CTXH_OK && i < all.n; i++)
		rc = take_plan(h, s, &all.list[i]);
	entries_free(&all);
	return rc;
}

static int
by_id(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

/* Takes out what was amended, and names the cases of the others. */
static void
settle(struct scan *s)
{
	const struct begun	*c;
	struct number		*n;
	size_t			 i, kept = 0;

	if (s->nreplaced > 1)
		qsort(s->replaced, s->nreplaced, sizeof(*s->replaced), by_id);
	for (i = 0; i < s->out->n; i++) {
		n = &s->out->list[i];
		if (s->nreplaced > 0 && bsearch(&n->doc, s->replaced,
		    s->nreplaced, sizeof(*s->replaced), by_id) != NULL) {
			number_free(n);
			continue;
		}
		/* A case has the id of its first document; so they ascend. */
		c = s->ncases == 0 ? NULL : bsearch(&n->case_id, s->cases,
		    s->ncases, sizeof(*s->cases), by_id);
		if (c != NULL)
			memcpy(n->case_no, c->number, sizeof(n->case_no));
		s->out->list[kept++] = *n;
	}
	s->out->n = kept;
}

static int
by_place(const void *a, const void *b)
{
	const struct number	*x = a, *y = b;
	int			 d = strcmp(x->folded, y->folded);

	if (x->year != y->year)
		return x->year < y->year ? -1 : 1;
	if (d != 0 || (d = number_order(x, y)) != 0)
		return d;
	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return x->op < y->op ? -1 : x->op > y->op;
}

int
numbers_load(ctxh *h, int year, struct numbers *out)
{
	struct scan	s = { .out = out, .year = year };
	int		rc;

	memset(out, 0, sizeof(*out));
	if ((rc = take_documents(h, &s)) == CTXH_OK &&
	    (rc = sealed_each(h, TABLE_REPORT, take_report, &s)) == CTXH_OK &&
	    (rc = take_plans(h, &s)) == CTXH_OK) {
		settle(&s);
		if (out->n > 1)
			qsort(out->list, out->n, sizeof(*out->list), by_place);
	}
	free(s.replaced);
	free(s.cases);
	if (rc != CTXH_OK)
		numbers_free(out);
	return rc;
}

void
numbers_free(struct numbers *all)
{
	size_t i;

	for (i = 0; i < all->n; i++)
		number_free(&all->list[i]);
	free(all->list);
	memset(all, 0, sizeof(*all));
}

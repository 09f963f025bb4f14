#include "rules/agency.h"

#include <string.h>

#include "base/value.h"
#include "chain/sealed.h"
#include "rules/book.h"
#include "text/date.h"
#include "wire/csv.h"

#include "rules/data_file.h"

enum { CODE, KIND, NAME, FROM, TO, ACCEPTS, SUCCESSOR, NOTE, COLUMNS };

static const char *const headers[COLUMNS] = {
	"code", "kind", "name", "valid_from", "valid_to", "accepts",
	"successor", "note"
};

struct source {
	const unsigned char	*p;
	size_t			 left;
};

static int
read_source(void *ctx, void *buf, size_t size, size_t *got)
{
	struct source *s = ctx;

	*got = size < s->left ? size : s->left;
	memcpy(buf, s->p, *got);
	s->p += *got;
	s->left -= *got;
	return 0;
}

static int
is_header(const struct csv_row *row)
{
	size_t i;

	for (i = 0; i < COLUMNS; i++)
		if (strlen(headers[i]) != row->f[i].len ||
		    memcmp(headers[i], row->f[i].s, row->f[i].len) != 0)
			return 0;
	return 1;
}

static int
take_day(const char *s, int64_t *out)
{
	return *s == '\0' ? 0 : date_parse(s, out, NULL);
}

/* 0; -1 for a row without sense, -2 without memory. */
static int
take_row(struct rulebook *b, const struct csv_row *row, struct agency *a)
{
	char	*cell[COLUMNS];
	size_t	 i;

	for (i = 0; i < COLUMNS; i++) {
		cell[i] = arena_get(&b->arena, row->f[i].len + 1, 1);
		if (cell[i] == NULL)
			return -2;
		memcpy(cell[i], row->f[i].s, row->f[i].len);
	}
	a->code = cell[CODE];
	a->kind = cell[KIND];
	a->name = cell[NAME];
	a->accepts = cell[ACCEPTS];
	a->successor = *cell[SUCCESSOR] != '\0' ? cell[SUCCESSOR] : NULL;
	a->note = *cell[NOTE] != '\0' ? cell[NOTE] : NULL;
	a->from = INT64_MIN;
	a->to = INT64_MAX;
	if (*a->code == '\0' || *a->name == '\0' ||
	    take_day(cell[FROM], &a->from) != 0 ||
	    take_day(cell[TO], &a->to) != 0)
		return -1;
	return 0;
}

static int
read_rows(ctxh *h, struct rulebook *b, struct csv *csv)
{
	struct csv_row	row;
	size_t		line = 0, column;
	int		rc, seen_header = 0, bad;

	while ((rc = csv_next(csv, &row)) == CTXH_OK) {
		line = row.line;
		bad = row.n == COLUMNS ? 0 : -1;
		if (bad == 0 && !seen_header) {
			bad = is_header(&row) ? 0 : -1;
			seen_header = 1;
		} else if (bad == 0) {
			if (b->agency_count == RULES_LIST_MAX)
				return fail(h, CTXH_EUSAGE, T(h,
				    "agencies.csv has more than %d rows"),
				    RULES_LIST_MAX);
			bad = take_row(b, &row, &b->agencies[b->agency_count]);
			b->agency_count += bad == 0;
		}
		if (bad == -2)
			return fail_nomem(h);
		if (bad == -1)
			return fail(h, CTXH_EUSAGE, T(h, "agencies.csv, line "
			    "%zu: not an agency"), line);
	}
	if (rc == CSV_END)
		return CTXH_OK;
	return rc == CTXH_ENOMEM ? fail_nomem(h) :
	    fail(h, rc, "agencies.csv: %s", csv_message(csv, &line, &column));
}

/* ---- the school's own ---- */

static char *
keep(struct rulebook *b, const char *s)
{
	size_t	 n = s != NULL ? strlen(s) + 1 : 1;
	char	*to = arena_get(&b->arena, n, 1);

	if (to != NULL && s != NULL)
		memcpy(to, s, n);
	return to;
}

static struct agency *
place_of(struct rulebook *b, const char *code)
{
	size_t i;

	for (i = 0; i < b->agency_count; i++)
		if (strcmp(b->agencies[i].code, code) == 0)
			return &b->agencies[i];
	return b->agency_count < RULES_LIST_MAX ?
	    &b->agencies[b->agency_count++] : NULL;
}

/* A row of the store is the whole agency, in the file's words. */
static int
take_own(ctxh *h, struct sealed_row *row, void *ctx)
{
	struct rulebook	*b = ctx;
	const char	*code = get_text(row->facts, "code"), *s;
	struct agency	*a;

	if (code == NULL || (a = place_of(b, code)) == NULL)
		return code == NULL ? CTXH_OK : fail(h, CTXH_EUSAGE, T(h,
		    "agencies.csv has more than %d rows"), RULES_LIST_MAX);
	a->code = keep(b, code);
	a->kind = keep(b, get_text(row->facts, "kind"));
	a->name = keep(b, get_text(row->facts, "name"));
	a->accepts = keep(b, get_text(row->facts, "accepts"));
	s = get_text(row->facts, "successor");
	a->successor = s != NULL ? keep(b, s) : NULL;
	s = get_text(row->facts, "note");
	a->note = s != NULL ? keep(b, s) : NULL;
	a->from = INT64_MIN;
	a->to = INT64_MAX;
	a->own = 1;
	if ((s = get_text(row->facts, "valid_from")) != NULL)
		(void)date_parse(s, &a->from, NULL);
	if ((s = get_text(row->facts, "valid_to")) != NULL)
		(void)date_parse(s, &a->to, NULL);
	return a->code != NULL && a->kind != NULL && a->name != NULL &&
	    a->accepts != NULL ? CTXH_OK : fail_nomem(h);
}

int
agencies_load(ctxh *h)
{
	const struct data_file *f = data_file("agencies.csv");
	struct source	 s = { f->bytes, f->len };
	struct rulebook	*b = rulebook_get(h);
	struct csv	*csv;
	int		 rc;

	if (b == NULL)
		return h->status;
	if (b->agency_count > 0)
		return CTXH_OK;
	b->agencies = arena_get(&b->arena, RULES_LIST_MAX,
	    sizeof(*b->agencies));
	if (b->agencies == NULL ||
	    csv_open(h, read_source, &s, ',', &csv) != CTXH_OK)
		return fail_nomem(h);
	rc = read_rows(h, b, csv);
	csv_close(csv);
	if (rc == CTXH_OK && b->own)
		rc = sealed_each(h, TABLE_AGENCY, take_own, b);
	if (rc != CTXH_OK)
		b->agency_count = 0;
	return rc;
}

const struct agency *
agency_list(ctxh *h, size_t *count)
{
	*count = 0;
	if (agencies_load(h) != CTXH_OK)
		return NULL;
	*count = h->rules->agency_count;
	return h->rules->agencies;
}

const struct agency *
agency_find(ctxh *h, const char *code)
{
	const struct agency	*a;
	size_t			 i, n;

	a = agency_list(h, &n);
	for (i = 0; i < n; i++)
		if (strcmp(a[i].code, code) == 0)
			return &a[i];
	return NULL;
}

int
agency_existed(const struct agency *a, int64_t day)
{
	return a->from <= day && day <= a->to;
}

int
agency_accepts(const struct agency *a, const char *kind)
{
	const char	*p;
	size_t		 n = strlen(kind), len;

	for (p = a->accepts; *p != '\0'; p += len + (p[len] == ';')) {
		len = strcspn(p, ";");
		if (len == n && memcmp(p, kind, n) == 0)
			return 1;
	}
	return 0;
}

static ctxh_value *
describe_accepts(const struct agency *a)
{
	ctxh_value	*list = ctxh_value_list();
	const char	*p;
	char		 word[RULES_ID_MAX + 1];
	size_t		 len;

	for (p = a->accepts; list != NULL && *p != '\0';
	    p += len + (p[len] == ';')) {
		len = strcspn(p, ";");
		if (len > RULES_ID_MAX)
			continue;
		memcpy(word, p, len);
		word[len] = '\0';
		if (push_text(list, word) != 0) {
			ctxh_value_free(list);
			return NULL;
		}
	}
	return list;
}

static ctxh_value *
describe_agency(const struct agency *a)
{
	ctxh_value *o = ctxh_value_object();

	if (o == NULL || put_text(o, "code", a->code) |
	    put_text(o, "kind", a->kind) | put_text(o, "name", a->name) |
	    put(o, "accepts", describe_accepts(a)) |
	    put_text(o, "note", a->note)) {
		ctxh_value_free(o);
		return NULL;
	}
	return o;
}

EXPORT int
ctxh_agencies(ctxh *h, int64_t at, ctxh_value **out)
{
	const struct agency	*a;
	ctxh_value		*list;
	size_t			 i, n;

	*out = NULL;
	if ((a = agency_list(h, &n)) == NULL)
		return h->status;
	if ((list = ctxh_value_list()) == NULL)
		return fail_nomem(h);
	for (i = 0; i < n; i++)
		if (agency_existed(&a[i], day_of(at)) &&
		    push(list, describe_agency(&a[i])) != 0) {
			ctxh_value_free(list);
			return fail_nomem(h);
		}
	*out = list;
	return CTXH_OK;
}

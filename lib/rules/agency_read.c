/* Agencies in words: of a CSV file, of a JSON list, of a row of the store. */
#include <stdio.h>
#include <string.h>

#include "base/notice.h"
#include "base/value.h"
#include "rules/agency.h"
#include "text/date.h"
#include "text/fold.h"
#include "text/near.h"
#include "text/utf8.h"
#include "wire/csv.h"
#include "wire/json.h"
#include "wire/lines.h"

#define TEXT_MAX	512	/* bytes of a name or a note */

/* A member of an agency in words. */
static const char *const members[] = {
	"code", "kind", "name", "valid_from", "valid_to", "accepts",
	"successor", "note", NULL
};

static int
put_day(ctxh_value *o, const char *key, int64_t day)
{
	char s[11];

	return put_text(o, key, date_format(day, s) == 0 ? s : NULL);
}

static ctxh_value *
accepted_words(const char *accepts)
{
	ctxh_value	*list = ctxh_value_list();
	const char	*p;
	char		 word[AGENCY_CODE_MAX + 1];
	size_t		 len;

	for (p = accepts; list != NULL && *p != '\0';
	    p += len + (p[len] == ';')) {
		len = strcspn(p, ";");
		if (len == 0 || len > AGENCY_CODE_MAX)
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

ctxh_value *
agency_words(const struct agency *a)
{
	ctxh_value *o = ctxh_value_object();

	if (o == NULL || put_text(o, "code", a->code) |
	    put_text(o, "kind", a->kind) | put_text(o, "name", a->name) |
	    put_day(o, "valid_from", a->from) | put_day(o, "valid_to", a->to) |
	    put(o, "accepts", accepted_words(a->accepts)) |
	    put_text(o, "successor", a->successor) |
	    put_text(o, "note", a->note)) {
		ctxh_value_free(o);
		return NULL;
	}
	return o;
}

/* ---- reading one ---- */

static int
bad_member(ctxh *h, const char *code, const char *key, const char *why)
{
	char c[CLIP_SIZE];

	(void)fail(h, CTXH_EUSAGE, T(h, "the agency \"%s\": %s: %s"),
	    clip(code, c), key, why);
	return fail_where_text(h, "field", key);
}

static char *
keep(ctxh *h, struct arena **arena, const char *s, size_t n)
{
	char *to = arena_get(arena, n + 1, 1);

	if (to == NULL)
		(void)fail_nomem(h);
	else
		memcpy(to, s, n);
	return to;
}

static int
is_word(const char *s, size_t n)
{
	return n > 0 && n <= AGENCY_CODE_MAX && *s != '-' &&
	    strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-") >= n;
}

/* A code, of the agency, its kind or its successor; NULL where not said. */
static int
take_word(ctxh *h, struct arena **arena, const ctxh_value *o, const char *key,
    const char *code, char **out)
{
	const char *s = get_text(o, key);

	*out = NULL;
	if (s == NULL || *s == '\0')
		return CTXH_OK;
	if (!is_word(s, strlen(s)))
		return bad_member(h, code, key, T(h, "it has 1 to 31 of a-z, "
		    "0-9 and -"));
	*out = keep(h, arena, s, strlen(s));
	return *out != NULL ? CTXH_OK : h->status;
}

/* A text on one line. */
static int
take_line(ctxh *h, struct arena **arena, const ctxh_value *o, const char *key,
    const char *code, char **out)
{
	const char	*s = get_text(o, key);
	struct buf	 b = { 0 };
	int		 rc = CTXH_OK;

	*out = NULL;
	if (s == NULL || *s == '\0')
		return CTXH_OK;
	if (text_tidy(s, strlen(s), &b) != 0)
		rc = buf_failed(&b) ? fail_nomem(h) : bad_member(h, code, key,
		    T(h, "it is not UTF-8"));
	else if (b.len > TEXT_MAX)
		rc = bad_member(h, code, key, T(h, "it is too long"));
	else if (b.len > 0 && utf8_has_unseen(b.data))
		rc = bad_member(h, code, key, T(h, "it has control "
		    "characters"));
	else if (b.len > 0 &&
	    (*out = keep(h, arena, b.data, b.len)) == NULL)
		rc = h->status;
	buf_free(&b);
	return rc;
}

static int
take_day(ctxh *h, const ctxh_value *o, const char *key, const char *code,
    int64_t *out)
{
	const char *s = get_text(o, key);

	if (s == NULL || *s == '\0' || date_parse(s, out, NULL) == 0)
		return CTXH_OK;
	return bad_member(h, code, key, T(h, "not a date; a file has it as "
	    "dd/mm/yyyy or yyyy-mm-dd, without the weekday"));
}

/* Appends the words of a text, each once. */
static int
add_words(struct buf *b, const char *s)
{
	size_t	len;
	char	word[AGENCY_CODE_MAX + 1];

	for (; *(s += strspn(s, " ;,")) != '\0'; s += len) {
		len = strcspn(s, " ;,");
		if (!is_word(s, len))
			return -1;
		memcpy(word, s, len);
		word[len] = '\0';
		if (!words_have(b->data, word))
			buf_fmt(b, "%s%s", b->len > 0 ? ";" : "", word);
	}
	return 0;
}

static int
take_accepts(ctxh *h, struct arena **arena, const ctxh_value *o,
    const char *code, char **out)
{
	const ctxh_value	*v = ctxh_value_get(o, "accepts"), *item;
	const char		*s = ctxh_value_str(v);
	struct buf		 b = { 0 };
	int			 rc = CTXH_OK, bad;

	buf_str(&b, "");
	bad = buf_failed(&b) || (s != NULL && add_words(&b, s) != 0);
	VALUE_EACH(item, v)
		bad |= bad || (s = ctxh_value_str(item)) == NULL ||
		    add_words(&b, s) != 0;
	if (buf_failed(&b))
		rc = fail_nomem(h);
	else if (bad)
		rc = bad_member(h, code, "accepts", T(h, "it has 1 to 31 of "
		    "a-z, 0-9 and -"));
	else if ((*out = keep(h, arena, b.data, b.len)) == NULL)
		rc = h->status;
	buf_free(&b);
	return rc;
}

static int
check_members(ctxh *h, const ctxh_value *o, const char *code)
{
	const ctxh_value	*v;
	const char *const	*m;
	int			 kind;

	if (ctxh_value_kind(o) != CTXH_OBJECT)
		return fail(h, CTXH_EUSAGE, "%s", T(h, "an agency is an object "
		    "with code, kind, name and more"));
	VALUE_EACH(v, o) {
		for (m = members; *m != NULL; m++)
			if (strcmp(*m, ctxh_value_key(v)) == 0)
				break;
		if (*m == NULL)
			return bad_member(h, code, ctxh_value_key(v), T(h,
			    "no such member of an agency"));
		kind = ctxh_value_kind(v);
		if (kind != CTXH_NULL && kind != CTXH_TEXT &&
		    (kind != CTXH_LIST || strcmp(*m, "accepts") != 0))
			return bad_member(h, code, *m, T(h, "it is no text"));
	}
	return CTXH_OK;
}

int
agency_take(ctxh *h, struct arena **arena, const ctxh_value *o,
    struct agency *a)
{
	const char	*code = get_text(o, "code");
	int		 rc;

	memset(a, 0, sizeof(*a));
	a->from = INT64_MIN;
	a->to = INT64_MAX;
	if (code == NULL)
		code = "";
	if ((rc = check_members(h, o, code)) != CTXH_OK ||
	    (rc = take_word(h, arena, o, "code", code, &a->code)) !=
	    CTXH_OK ||
	    (rc = take_word(h, arena, o, "kind", code, &a->kind)) !=
	    CTXH_OK ||
	    (rc = take_line(h, arena, o, "name", code, &a->name)) !=
	    CTXH_OK ||
	    (rc = take_day(h, o, "valid_from", code, &a->from)) != CTXH_OK ||
	    (rc = take_day(h, o, "valid_to", code, &a->to)) != CTXH_OK ||
	    (rc = take_accepts(h, arena, o, code, &a->accepts)) != CTXH_OK ||
	    (rc = take_word(h, arena, o, "successor", code,
	    &a->successor)) != CTXH_OK ||
	    (rc = take_line(h, arena, o, "note", code, &a->note)) != CTXH_OK)
		return rc;
	if (a->code == NULL || a->kind == NULL || a->name == NULL)
		return bad_member(h, code, a->code == NULL ? "code" :
		    a->kind == NULL ? "kind" : "name", T(h, "it is missing"));
	return CTXH_OK;
}

/* ---- reading many ---- */

struct reading {
	ctxh			*h;
	agency_fn		 fn;
	void			*ctx;
	struct agency_errors	*errors;	/* NULL: the first one ends */
	int			 stop;
};

/* An item has no line that could stand before its message. */
static void
say_item(ctxh *h, int64_t n)
{
	const char	*field = get_text(h->where, "field");
	char		 kept[AGENCY_CODE_MAX + 1] = "";

	if (field != NULL)
		(void)snprintf(kept, sizeof(kept), "%s", field);
	(void)fail(h, h->status, T(h, "item %lld: %s"), (long long)n,
	    ctxh_message(h));
	if (*kept != '\0')
		(void)fail_where_text(h, "field", kept);
}

int
agency_wrong(ctxh *h, struct agency_errors *errors,
    const struct agency_place *at)
{
	int status = h->status;

	if (status != CTXH_EUSAGE && status != CTXH_ERULE &&
	    status != CTXH_ENOTFOUND)
		return status;
	if (at->key != NULL && strcmp(at->key, "item") == 0)
		say_item(h, at->n);
	if (at->key != NULL)
		(void)fail_where_int(h, at->key, at->n);
	if (errors == NULL)
		return status;
	if (errors->first == CTXH_OK)
		errors->first = status;
	return note_failure(h, errors->list, at->key, at->n);
}

/* What came of one agency. */
static int
settle(struct reading *rd, int rc, const struct agency_place *at)
{
	if (rc == CTXH_OK)
		return rc;
	rc = agency_wrong(rd->h, rd->errors, at);
	rd->stop |= rd->errors != NULL && (rd->errors->over ||
	    ctxh_value_count(rd->errors->list) >= AGENCY_ERRORS_MAX);
	return rc;
}

struct source {
	const char	*p;
	size_t		 left;
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

/* Which member each column is. */
struct columns {
	size_t	 n;
	const char *member[sizeof(members) / sizeof(members[0])];
};

/* The first three members make an agency. */
static int
need_columns(ctxh *h, const struct columns *c)
{
	const char *const	*m;
	size_t			 i;

	for (m = members; m < members + 3; m++) {
		for (i = 0; i < c->n && c->member[i] != *m; i++)
			;
		if (i == c->n)
			return fail(h, CTXH_EUSAGE, T(h, "there is no column "
			    "\"%s\"; the first line names the columns"), *m);
	}
	return CTXH_OK;
}

static int
take_header(ctxh *h, const struct csv_row *row, struct columns *c)
{
	const char *const	*m;
	char			 clipped[CLIP_SIZE], name[CLIP_SIZE];
	size_t			 i;

	for (i = 0; i < row->n; i++) {
		(void)snprintf(name, sizeof(name), "%.*s", (int)(row->f[i].len
		    < 40 ? row->f[i].len : 40), row->f[i].s);
		for (m = members; *m != NULL; m++)
			if (strcmp(*m, name) == 0)
				break;
		if (*m == NULL || c->n + 1 == sizeof(members) /
		    sizeof(members[0]))
			return fail(h, CTXH_EUSAGE, T(h, "no such column of "
			    "agencies: \"%s\"; there are code, kind, name, "
			    "valid_from, valid_to, accepts, successor, note"),
			    clip(name, clipped));
		c->member[c->n++] = *m;
	}
	return need_columns(h, c);
}

static int
row_words(ctxh *h, const struct columns *c, const struct csv_row *row,
    ctxh_value **out)
{
	struct buf	 b = { 0 };
	size_t		 i;
	int		 rc = CTXH_OK;

	if (row->n != c->n)
		return fail(h, CTXH_EUSAGE, T(h, "%zu columns in place of "
		    "%zu"), row->n, c->n);
	if ((*out = ctxh_value_object()) == NULL)
		return fail_nomem(h);
	for (i = 0; rc == CTXH_OK && i < row->n; i++) {
		buf_reset(&b);
		buf_add(&b, row->f[i].s, row->f[i].len);
		if (buf_failed(&b) || put_text(*out, c->member[i], b.data))
			rc = fail_nomem(h);
	}
	buf_free(&b);
	return rc;
}

static int
take_row(struct reading *rd, struct columns *c, const struct csv_row *row)
{
	struct agency_place	 at = { "line", (int64_t)row->line };
	ctxh_value		*words = NULL;
	int			 rc;

	if (c->n == 0) {
		rc = take_header(rd->h, row, c);
		/* Without a header no row says what it is. */
		rd->stop = rc != CTXH_OK;
	} else if ((rc = row_words(rd->h, c, row, &words)) == CTXH_OK) {
		rc = rd->fn(rd->h, words, &at, rd->ctx);
	}
	ctxh_value_free(words);
	return settle(rd, rc, &at);
}

/* A row, or the whole file, that is no CSV. */
static int
bad_row(struct reading *rd, const struct csv *csv, int rc, int header)
{
	struct agency_place	at = { NULL, 0 };
	size_t			line, column;

	if (rc == CTXH_ENOMEM)
		return fail_nomem(rd->h);
	(void)fail(rd->h, CTXH_EUSAGE, "%s", csv_message(csv, &line,
	    &column));
	if (line > 0)
		at = (struct agency_place){ "line", (int64_t)line };
	rd->stop = header || rc != CTXH_EUSAGE;
	return settle(rd, CTXH_EUSAGE, &at);
}

static int
read_csv(struct reading *rd, const char *text, size_t n)
{
	struct source	 s = { text, n };
	struct columns	 c = { 0 };
	struct csv_row	 row;
	struct csv	*csv;
	int		 rc;

	if (csv_open(rd->h, read_source, &s, 0, &csv) != CTXH_OK)
		return fail_nomem(rd->h);
	do {
		rc = csv_next(csv, &row);
		if (rc == CTXH_OK)
			rc = take_row(rd, &c, &row);
		else if (rc != CSV_END)
			rc = bad_row(rd, csv, rc, c.n == 0);
	} while (rc == CTXH_OK && !rd->stop);
	csv_close(csv);
	return rc == CSV_END ? CTXH_OK : rc;
}

/* What agency list and show print besides the words. */
static void
drop_shown(ctxh_value *item)
{
	static const char *const shown[] = { "own", "has_contact", "format",
	    "successor_of" };
	size_t i;

	for (i = 0; i < sizeof(shown) / sizeof(shown[0]); i++)
		ctxh_value_free(ctxh_value_take(item, shown[i]));
}

static int
take_item(struct reading *rd, const ctxh_value *item,
    const struct agency_place *at)
{
	ctxh_value	*copy = ctxh_value_copy(item);
	int		 rc;

	if (copy == NULL)
		return fail_nomem(rd->h);
	drop_shown(copy);
	rc = rd->fn(rd->h, copy, at, rd->ctx);
	ctxh_value_free(copy);
	return settle(rd, rc, at);
}

/* A list, or one object. */
static int
read_json(struct reading *rd, const char *text, size_t n)
{
	struct agency_place	 at = { NULL, 0 };
	const ctxh_value	*item;
	ctxh_value		*v;
	int			 rc;

	if ((rc = ctxh_value_parse(rd->h, text, n, &v)) != CTXH_OK)
		return rc;
	if (ctxh_value_kind(v) == CTXH_OBJECT)
		rc = take_item(rd, v, &at);
	else
		VALUE_EACH(item, v) {
			at.key = "item";
			at.n++;
			rc = take_item(rd, item, &at);
			if (rc != CTXH_OK || rd->stop)
				break;
		}
	ctxh_value_free(v);
	return rc;
}

static int
read_json_lines(struct reading *rd, const char *text, size_t n)
{
	struct agency_place	 at = { "line", 0 };
	struct source		 s = { text, n };
	struct lines		*in;
	ctxh_value		*v;
	const char		*line;
	size_t			 len, number;
	int			 rc;

	if ((rc = lines_open(rd->h, read_source, &s, &in)) != CTXH_OK)
		return rc;
	while (!rd->stop && (rc = lines_next(in, &line, &len, &number)) ==
	    CTXH_OK) {
		at.n = (int64_t)number;
		if (strspn(line, " \t") >= len)
			continue;
		if ((rc = json_parse_line(rd->h, line, len, number, &v)) ==
		    CTXH_OK)
			rc = take_item(rd, v, &at);
		else
			rc = settle(rd, rc, &at);
		ctxh_value_free(v);
		if (rc != CTXH_OK)
			break;
	}
	lines_close(in);
	return rc == LINES_END ? CTXH_OK : rc;
}

/* Whether the text's first line is an object by itself. */
static int
is_lines(const char *s, size_t n)
{
	const char	*end = memchr(s, '\n', n);
	size_t		 len = end != NULL ? (size_t)(end - s) : n;

	while (len > 0 && strchr(" \t\r", s[len - 1]) != NULL)
		len--;
	return len > 1 && s[0] == '{' && s[len - 1] == '}';
}

int
agencies_read(ctxh *h, const char *text, size_t n,
    struct agency_errors *errors, agency_fn fn, void *ctx)
{
	struct reading	rd = { .h = h, .fn = fn, .ctx = ctx,
	    .errors = errors };
	size_t		i = 0;

	if (n >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
		i = 3;
	while (i < n && strchr(" \t\r\n", text[i]) != NULL && text[i] != '\0')
		i++;
	if (i == n || (text[i] != '[' && text[i] != '{'))
		return read_csv(&rd, text, n);
	return is_lines(text + i, n - i) ? read_json_lines(&rd, text, n) :
	    read_json(&rd, text + i, n - i);
}

/* ctxh_report_note(), and the parts' place in a report. */
#include "report/prose.h"

#include <string.h>

#include "base/buf.h"
#include "base/value.h"
#include "chain/member.h"
#include "chain/op.h"
#include "chain/sealed.h"
#include "report/kept.h"
#include "text/date.h"
#include "text/utf8.h"

#define TEXT_MAX	((size_t)64 << 10)

/* The numbers of the other parts are those of the tables. */
static const struct part {
	const char	*id, *title;
} parts[PROSE_PARTS] = {
	{ "i/dac-diem", "I. Đặc điểm tình hình" },
	{ "iv/han-che", "IV. Hạn chế, nguyên nhân" },
	{ "v/phuong-huong", "V. Phương hướng" },
	{ "vi/kien-nghi", "VI. Kiến nghị" },
};

static int
same_letters(const char *a, size_t n, const char *b)
{
	size_t i;

	for (i = 0; i < n; i++)
		if ((a[i] | 0x20) != (b[i] | 0x20))
			return 0;
	return 1;
}

/* By its number, "IV" or "iv", or its whole id; NULL where there is none. */
static const struct part *
part_named(const char *name)
{
	size_t i, n = strlen(name), number;

	for (i = 0; i < PROSE_PARTS; i++) {
		number = strcspn(parts[i].id, "/");
		if ((n == number || n == strlen(parts[i].id)) &&
		    same_letters(name, n, parts[i].id))
			return &parts[i];
	}
	return NULL;
}

/* The text in force; NULL where none was written, or it was taken away. */
static const char *
text_of(const ctxh_value *notes, const struct period *p,
    const struct part *part)
{
	const ctxh_value	*row;
	const char		*text = NULL, *id;

	VALUE_EACH(row, notes)
		if (kept_is_of(row, p) && (id = get_text(row, "part")) !=
		    NULL && strcmp(id, part->id) == 0)
			text = get_text(row, "text");
	return text;
}

static int
push_part(ctxh_value *list, const struct part *part, const char *text)
{
	ctxh_value	*o = ctxh_value_object();
	int		 bad;

	bad = put_text(o, "id", part->id) | put_text(o, "title", part->title) |
	    put_text(o, "text", text);
	return push(list, o) | bad;
}

int
prose_put(ctxh *h, const struct period *p, ctxh_value *report)
{
	ctxh_value	*notes, *list;
	size_t		 i;
	int		 rc, bad = 0;

	if ((rc = kept_load(h, "note", &notes)) != CTXH_OK)
		return rc;
	list = ctxh_value_list();
	for (i = 0; i < PROSE_PARTS; i++)
		bad |= push_part(list, &parts[i], text_of(notes, p,
		    &parts[i]));
	bad |= put(report, "prose", list);
	ctxh_value_free(notes);
	return bad ? fail_nomem(h) : CTXH_OK;
}

/* ---- writing one ---- */

/* Lines end with LF, also those of a text that was written with CR LF. */
static int
copy_lines(ctxh *h, const char *text, struct buf *out)
{
	for (; *text != '\0'; text++) {
		if (*text != '\r')
			buf_byte(out, *text);
		else if (text[1] != '\n')
			buf_byte(out, '\n');
	}
	return buf_failed(out) ? fail_nomem(h) : CTXH_OK;
}

/* What a terminal or a letter takes: no control characters but line ends and
 * tabs. */
static int
check_control(ctxh *h, const char *text)
{
	size_t line = 1;

	for (; *text != '\0'; text++) {
		line += *text == '\n';
		if (((unsigned char)*text < 0x20 && *text != '\n' &&
		    *text != '\t') || *text == 0x7f)
			return fail(h, CTXH_EUSAGE, T(h, "line %zu of the part "
			    "has a control character (0x%02x); give plain "
			    "text"), line, (unsigned)*text);
	}
	return CTXH_OK;
}

static int
read_text(ctxh *h, const char *text, struct buf *out)
{
	int rc;

	if (!utf8_valid(text, strlen(text), NULL) || strlen(text) > TEXT_MAX)
		return fail(h, CTXH_EUSAGE, T(h, "the part is too long or no "
		    "UTF-8; at most %zu bytes"), TEXT_MAX);
	if (strspn(text, " \r\n\t") == strlen(text))
		return fail(h, CTXH_EUSAGE, "%s", T(h, "the part is empty; "
		    "to take it away, remove it"));
	if ((rc = copy_lines(h, text, out)) != CTXH_OK)
		return rc;
	return check_control(h, out->data);
}

/* text may be NULL: to take the part away. */
static int
read_part(ctxh *h, const char *name, const char *text,
    const struct part **part, struct buf *lines)
{
	if ((*part = part_named(name)) == NULL)
		return fail(h, CTXH_EUSAGE, T(h, "no such part: \"%s\"; one "
		    "of I, IV, V, VI"), name);
	return text != NULL ? read_text(h, text, lines) : CTXH_OK;
}

static int
check_there(ctxh *h, const struct period *p, const struct part *part)
{
	ctxh_value	*notes;
	int		 rc;

	if ((rc = kept_load(h, "note", &notes)) != CTXH_OK)
		return rc;
	if (text_of(notes, p, part) == NULL)
		rc = fail(h, CTXH_ENOTFOUND, T(h, "the part is not written: "
		    "\"%s\"; see ctxh report note --list"), part->title);
	ctxh_value_free(notes);
	return rc;
}

/* *row is made; the caller frees it. */
static int
write_note(ctxh *h, const struct period *p, const struct part *part,
    const char *text, ctxh_value **row)
{
	char at[26];

	if ((*row = kept_new("note", p)) == NULL)
		return fail_nomem(h);
	(void)moment_format(op_at(h), at);
	if (put_text(*row, "part", part->id) | put_text(*row, "text", text) |
	    put_text(*row, "by", h->actor->handle) |
	    put_text(*row, "noted_at", at) |
	    put_text(op_detail(h), "part", part->id) |
	    put_copy(op_detail(h), "year", *row) |
	    put_copy(op_detail(h), "period", *row))
		return fail_nomem(h);
	return sealed_put(h, TABLE_REPORT, *row, NULL, NULL);
}

/* A row as it is given out. */
static int
put_row(ctxh_value *o, const ctxh_value *row)
{
	static const char *const keys[] = { "year", "period", "from", "to",
	    "part", "text", "by", "noted_at" };
	const char		*id = get_text(row, "part");
	const struct part	*part = id != NULL ? part_named(id) : NULL;
	size_t			 i;
	int			 bad = 0;

	for (i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		bad |= put_copy(o, keys[i], row);
	return put_text(o, "title", part != NULL ? part->title : id) | bad;
}

static int
answer(ctxh *h, const ctxh_value *row, ctxh_value **out)
{
	const char	*text = get_text(row, "text");
	ctxh_value	*notices = ctxh_value_list();

	*out = ctxh_value_object();
	if (put_int(*out, "format", 1) | put_row(*out, row) |
	    put(*out, "notices", notices))
		return fail_nomem(h);
	return text != NULL ? names_notice(h, &text, 1, notices) :
	    CTXH_OK;
}

EXPORT int
ctxh_report_note(ctxh *h, const struct ctxh_report_options *opt,
    const char *name, const char *text, unsigned flags, ctxh_value **out)
{
	const struct part	*part;
	struct period		 p;
	struct buf		 lines = { 0 };
	ctxh_value		*row = NULL;
	int			 rc;

	*out = NULL;
	if ((rc = need_insider(h, "report note")) == CTXH_OK &&
	    (rc = read_part(h, name, text, &part, &lines)) == CTXH_OK &&
	    (rc = op_begin(h, "report note")) == CTXH_OK &&
	    (rc = period_read(h, opt, &p)) == CTXH_OK && (text != NULL ||
	    (rc = check_there(h, &p, part)) == CTXH_OK) &&
	    (rc = write_note(h, &p, part, lines.data, &row)) == CTXH_OK &&
	    (rc = answer(h, row, out)) == CTXH_OK)
		rc = op_finish(h, (flags & CTXH_DRY_RUN) != 0, *out);
	op_abort(h);
	buf_free(&lines);
	ctxh_value_free(row);
	if (rc != CTXH_OK) {
		ctxh_value_free(*out);
		*out = NULL;
	}
	return rc;
}

/* ---- listing them ---- */

static int
same_note(const ctxh_value *a, const ctxh_value *b)
{
	static const char *const keys[] = { "part", "year", "period", "from",
	    "to" };
	const char	*s, *t, *kind = get_text(a, "period");
	/* A term's days may have been set anew; those of a span name it. */
	size_t		 i, n = kind != NULL && strcmp(kind, "span") == 0 ?
	    5 : 3;

	for (i = 0; i < n; i++) {
		s = get_text(a, keys[i]);
		t = get_text(b, keys[i]);
		if (s == NULL || t == NULL || strcmp(s, t) != 0)
			return 0;
	}
	return 1;
}

/* Whether a note is in force: it has a text, and no later row is of it. */
static int
in_force(const ctxh_value *row)
{
	const ctxh_value *later = ctxh_value_next(row);

	for (; later != NULL; later = ctxh_value_next(later))
		if (same_note(row, later))
			return 0;
	return get_text(row, "text") != NULL;
}

static int
push_note(ctxh_value *list, const ctxh_value *row)
{
	ctxh_value	*o = ctxh_value_object();
	int		 bad;

	bad = put_row(o, row) | put_copy(o, "op", row);
	return push(list, o) | bad;
}

EXPORT int
ctxh_report_notes(ctxh *h, ctxh_value **out)
{
	ctxh_value		*notes, *list;
	const ctxh_value	*row;
	int			 rc, bad = 0;

	*out = NULL;
	if ((rc = need_facts(h, "report note")) != CTXH_OK ||
	    (rc = kept_load(h, "note", &notes)) != CTXH_OK)
		return rc;
	list = ctxh_value_list();
	VALUE_EACH(row, notes)
		if (in_force(row))
			bad |= push_note(list, row);
	ctxh_value_free(notes);
	if (list == NULL || bad) {
		ctxh_value_free(list);
		return fail_nomem(h);
	}
	*out = list;
	return CTXH_OK;
}

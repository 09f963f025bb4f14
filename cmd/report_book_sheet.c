/*
 * How a sheet of a report's workbook is called, how it lies on paper, and what
 * room its texts take: no program makes a row taller by itself before the file
 * is touched.
 */
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "out.h"
#include "report.h"
#include "report_book.h"
#include "util.h"

#define A4	9
#define LINE	16.0		/* the height of a line, in points */
#define NAME_MAX_CHARS 31	/* that Excel takes for a sheet */
#define NARROW	9		/* characters of a column, at least */

/* ---- its name ---- */

static int
is_mark(char c)
{
	return (unsigned char)c < 0x20 || strchr("[]:*?/\\'", c) != NULL;
}

/* "Biểu 2. Vụ việc" as a sheet is named: "Biểu 2 Vụ việc", at most so many
 * characters; caller frees. */
static char *
plain_name(const char *title, size_t max)
{
	struct str s = { 0 };
	size_t n = 0;

	str_puts(&s, "");
	for (const char *p = title; *p != '\0'; p++) {
		if (is_mark(*p) || (*p == '.' && p[1] == ' ') ||
		    (*p == ' ' && s.len == 0))
			continue;
		/* The first byte of a character counts. */
		n += ((unsigned char)*p & 0xc0) != 0x80;
		if (n > max)
			break;
		str_add(&s, p, 1);
	}
	while (s.len > 0 && s.s[s.len - 1] == ' ')
		s.s[--s.len] = '\0';
	if (s.len == 0)
		str_puts(&s, "Biểu");
	return s.s;
}

/* Excel knows no two sheets whose names differ in capitals only. */
char *
report_sheet_name(const ctxh_value *tables, const ctxh_value *table)
{
	static const char *const taken[] = { SHEET_HEAD, SHEET_CHARTS,
	    SHEET_SENT, "History" };
	char *name = plain_name(val_str(table, "title"), NAME_MAX_CHARS);
	char *other, *numbered;
	int n = 1;

	for (size_t i = 0; i < sizeof(taken) / sizeof(*taken); i++)
		n += report_same_words(name, taken[i]);
	for (const ctxh_value *t = ctxh_value_first(tables); t != table;
	    t = ctxh_value_next(t)) {
		other = plain_name(val_str(t, "title"), NAME_MAX_CHARS);
		n += report_same_words(name, other);
		free(other);
	}
	if (n == 1)
		return name;
	other = plain_name(name, NAME_MAX_CHARS - 5);
	numbered = xasprintf("%s (%d)", other, n);
	free(other);
	free(name);
	return numbered;
}

/* ---- its page ---- */

lxw_worksheet *
report_book_sheet(struct report_book *r, const char *name)
{
	lxw_worksheet *sheet = book_sheet(r->b, name);

	if (sheet == NULL)
		return NULL;
	r->b->x.landscape(sheet);
	r->b->x.paper(sheet, A4);
	r->b->x.fit(sheet, 1, 0);
	r->b->failed |= r->b->x.footer(sheet, "&C&P/&N") != LXW_NO_ERROR;
	return sheet;
}

/* ---- the room of a text ---- */

static size_t
word_width(const char *s, size_t len)
{
	char *word = xstrndup(s, len);
	size_t w = out_width(word);

	free(word);
	return w;
}

size_t
report_head_width(const char *label)
{
	size_t widest = NARROW, w, len;

	for (; *label != '\0'; label += len + (label[len] == ' ')) {
		len = strcspn(label, " ");
		w = word_width(label, len) + 2;
		widest = w > widest ? w : widest;
	}
	return widest;
}

size_t
report_lines(const char *text, size_t width)
{
	size_t lines = 1, at = 0, w, len;

	/* A column is measured in digits; letters are narrower. */
	width += width / 8;
	for (; *text != '\0'; text += len + (text[len] == ' ')) {
		len = strcspn(text, " ");
		w = word_width(text, len);
		if (at > 0 && at + 1 + w > width) {
			lines++;
			at = 0;
		}
		at += w + (at > 0);
	}
	return lines;
}

void
report_book_tall(struct report_book *r, lxw_worksheet *sheet, lxw_row_t row,
    size_t lines)
{
	if (!r->b->failed)
		r->b->failed = r->b->x.row(sheet, row, LINE * (double)lines + 2,
		    NULL) != LXW_NO_ERROR;
}

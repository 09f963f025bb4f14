/*
 * A cell's text as it is kept: composed, without stray blanks, and with the
 * letters that were meant where others were typed, which is told.
 */
#include <string.h>

#include "lists/import.h"
#include "text/alike.h"
#include "text/fold.h"
#include "text/tcvn3.h"
#include "text/utf8.h"

#define CAPITAL_ETH	"\xc3\x90"	/* U+00D0 */
#define SMALL_ETH	"\xc3\xb0"
#define LOST		"\xef\xbf\xbd"	/* U+FFFD */

static const char *
find(const char *s, size_t n, const char *what)
{
	size_t len = strlen(what), i;

	for (i = 0; i + len <= n; i++)
		if (memcmp(s + i, what, len) == 0)
			return s + i;
	return NULL;
}

/* The number of the letter that begins there, from 1. */
static size_t
letter_number(const char *s, const char *at)
{
	size_t n = 1;

	while (s < at) {
		(void)utf8_next(&s, at);
		n++;
	}
	return n;
}

/* Icelandic eth for d with stroke: told once, with how many there were. */
static void
note_eth(struct reader *r, enum field f, const struct csv_field *c)
{
	if (find(c->s, c->len, CAPITAL_ETH) == NULL &&
	    find(c->s, c->len, SMALL_ETH) == NULL)
		return;
	if (r->eths++ > 0)
		return;
	r->eth_line = r->row->line;
	r->eth_column = row_column(r, f);
}

/* A letter that could not be read, here or by whoever wrote the list. */
static void
check_lost(struct reader *r, enum field f, const struct csv_field *c)
{
	const struct decoded	*is = rows_decoded(r->list);
	const char		*at = find(c->s, c->len, LOST);

	if (at == NULL)
		return;
	if (is != NULL && is->charset != CHARSET_UTF8)
		row_error(r, f, T(r->h, "letter %zu of the cell is none of "
		    "%s; type it again, or say another encoding with "
		    "--encoding"), letter_number(c->s, at),
		    charset_name(is->charset));
	else
		row_error(r, f, T(r->h, "letter %zu of the cell is lost, a "
		    "\"�\" stands in its place; type it again"),
		    letter_number(c->s, at));
}

static void
warn_alike(struct reader *r, enum field f, const struct alike *a)
{
	struct buf	 letter = { 0 }, latin = { 0 };
	const char	*of = a->of == ALPHABET_GREEK ? T(r->h, "Greek") :
			    T(r->h, "Cyrillic");

	utf8_put(&letter, a->letter);
	utf8_put(&latin, alike_latin(a->letter));
	if (buf_failed(&letter) || buf_failed(&latin))
		r->status = CTXH_ENOMEM;
	else if (a->mended)
		row_warn(r, WARN_ALIKE, f, T(r->h, "letter %zu of the cell, "
		    "\"%s\" (U+%04X), is %s; read as \"%s\", which looks "
		    "the same"), a->at, letter.data, a->letter, of,
		    latin.data);
	else
		row_warn(r, WARN_ALIKE, f, T(r->h, "letter %zu of the cell, "
		    "\"%s\" (U+%04X), is %s; kept as it is"), a->at,
		    letter.data, a->letter, of);
	buf_free(&letter);
	buf_free(&latin);
}

/* Letters of other alphabets among Latin ones. */
static void
mend_alike(struct reader *r, enum field f, size_t at)
{
	struct buf	mended = { 0 };
	struct alike	a;

	alike_mend(r->text.data + at, r->text.len - at, &a, &mended);
	if (a.n > 0)
		warn_alike(r, f, &a);
	if (a.mended && !buf_failed(&mended)) {
		r->text.len = at;
		(void)text_tidy(mended.data, mended.len, &r->text);
	}
	if (buf_failed(&mended))
		r->status = CTXH_ENOMEM;
	buf_free(&mended);
}

int
row_is_tcvn3(const struct reader *r)
{
	const struct decoded *is = rows_decoded(r->list);

	return is != NULL && is->charset == CHARSET_TCVN3;
}

static void
lift_capitals(struct reader *r, size_t at)
{
	struct buf name = { 0 };

	tcvn3_name(r->text.data + at, r->text.len - at, &name);
	r->text.len = at;
	buf_add(&r->text, name.data, name.len);
	if (buf_failed(&name))
		r->status = CTXH_ENOMEM;
	buf_free(&name);
}

/* Whether a cell, which is not empty, is; those of a line that is tidy are, but
 * for blanks between quotation marks. */
static int
is_tidy(const struct reader *r, const struct csv_field *c)
{
	if (r->row->tidy)
		return c->s[0] != ' ' && c->s[c->len - 1] != ' ';
	return text_is_tidy(c->s, c->len);
}

static void
put_mended(struct reader *r, enum field f, const struct csv_field *c)
{
	size_t at = r->text.len;

	(void)text_tidy(c->s, c->len, &r->text);
	note_eth(r, f, c);
	check_lost(r, f, c);
	if (r->text.len > at)
		mend_alike(r, f, at);
}

/* Whether it is a name beside the pupil's own. */
static int
is_name(enum field f)
{
	return f == FIELD_FATHER || f == FIELD_MOTHER || f == FIELD_GUARDIAN ||
	    f == FIELD_TEACHER;
}

/* Puts a field's tidy text behind the others; each ends with a NUL. */
void
row_take(struct reader *r, enum field f)
{
	struct csv_field c = row_cell(r, f);
	struct text_span *v = &r->value[f];

	v->at = r->text.len;
	v->len = 0;
	if (c.len == 0)
		return;
	if (is_tidy(r, &c))
		buf_add(&r->text, c.s, c.len);
	else
		put_mended(r, f, &c);
	if (is_name(f) && r->text.len > v->at && row_is_tcvn3(r))
		lift_capitals(r, v->at);
	v->len = r->text.len - v->at;
	buf_byte(&r->text, '\0');
}

void
row_name_case(struct reader *r)
{
	const char	*s = row_value(r, FIELD_NAME);
	size_t		 n = r->value[FIELD_NAME].len;
	struct buf	 name = { 0 };

	buf_reset(&r->scratch);
	if (!row_is_tcvn3(r)) {
		name_case(s, n, &r->scratch);
		return;
	}
	tcvn3_name(s, n, &name);
	if (buf_failed(&name))
		r->status = CTXH_ENOMEM;
	else
		name_case(name.data, name.len, &r->scratch);
	buf_free(&name);
}

void
eth_warn(struct reader *r)
{
	if (r->eths > 0)
		finding_add(&r->warnings, r->eth_line, r->eth_column,
		    T(r->h, "\"Ð\" (U+00D0) stands for \"Đ\" in %llu "
		    "cells, here first; read as that"),
		    (unsigned long long)r->eths);
}

/* A document as plain text: two columns where paper has them, boxes for
 * tables, dots where something is to be written. */
#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "base/mem.h"
#include "base/value.h"
#include "paper/text_out.h"
#include "paper/write.h"

#define LEFT	36	/* columns of the two halves of a page */
#define RIGHT	44
#define DOTS_LEAST 12	/* behind a label on its line */

void
text_repeat(struct text *t, const char *s, size_t n)
{
	while (n-- > 0)
		buf_str(t->out, s);
}

size_t
text_columns(const char *s, size_t n)
{
	utf8proc_int32_t	c;
	utf8proc_ssize_t	got;
	size_t			width = 0;

	while (n > 0) {
		got = utf8proc_iterate((const utf8proc_uint8_t *)s,
		    (utf8proc_ssize_t)n, &c);
		if (got < 1)
			got = 1, c = '?';
		width += (size_t)utf8proc_charwidth(c);
		s += got;
		n -= (size_t)got;
	}
	return width;
}

/* Bytes of a word that fit into a line of that width; at least one letter. */
static size_t
letters_that_fit(const char *s, size_t n, size_t width)
{
	size_t got = 0, next, used = 0, w;

	while (got < n) {
		next = got + 1;
		while (next < n && ((unsigned char)s[next] & 0xC0) == 0x80)
			next++;
		w = text_columns(s + got, next - got);
		if (got > 0 && used + w > width)
			break;
		used += w;
		got = next;
	}
	return got;
}

size_t
text_line(const char **s, size_t width, const char **line)
{
	const char	*p = *s + strspn(*s, " ");
	size_t		 n, end = 0, word;

	*line = p;
	for (n = 0; p[n] != '\0' && p[n] != '\n'; n += word) {
		word = strspn(p + n, " ");
		word += strcspn(p + n + word, " \n");
		if (end > 0 && text_columns(p, n + word) > width)
			break;
		end = n + word;
		while (end > 0 && p[end - 1] == ' ')
			end--;
	}
	if (text_columns(p, end) > width)
		end = letters_that_fit(p, end, width);
	*s = p + end;
	*s += strspn(*s, " ");
	if (**s == '\n')
		(*s)++;
	return end;
}

/* Whether the first word goes on a line of its own, as it would be cut on
 * this one. */
static int
begins_below(const struct text *t, const char *s, size_t first,
    size_t margin)
{
	size_t word = text_columns(s, strcspn(s, " \n"));

	return first > margin && first + word > t->width &&
	    margin + word <= t->width;
}

void
text_wrap(struct text *t, const char *s, size_t first, size_t margin)
{
	const char	*line;
	size_t		 n, at = first;

	if (begins_below(t, s, first, margin)) {
		while (t->out->len > 0 &&
		    t->out->data[t->out->len - 1] == ' ')
			t->out->data[--t->out->len] = '\0';
		buf_byte(t->out, '\n');
		text_repeat(t, " ", margin);
		at = margin;
	}
	do {
		n = text_line(&s, t->width > at ? t->width - at : 8, &line);
		buf_add(t->out, line, n);
		buf_byte(t->out, '\n');
		if (*s != '\0')
			text_repeat(t, " ", margin);
		at = margin;
	} while (*s != '\0');
}

/* Centred over the width, from the column at on. */
static void
centre(struct text *t, const char *s)
{
	const char	*line;
	size_t		 n, w;

	while (*s != '\0') {
		n = text_line(&s, t->width, &line);
		w = text_columns(line, n);
		text_repeat(t, " ", (t->width - (w < t->width ? w :
		    t->width)) / 2);
		buf_add(t->out, line, n);
		buf_byte(t->out, '\n');
	}
}

/* ---- two halves side by side ---- */

struct half {
	struct buf	lines;		/* with '\n' behind each */
	size_t		width;
};

static void
half_line(struct half *h, const char *s, size_t n)
{
	size_t w = text_columns(s, n), i;

	for (i = w < h->width ? (h->width - w) / 2 : 0; i > 0; i--)
		buf_byte(&h->lines, ' ');
	buf_add(&h->lines, s, n);
	buf_byte(&h->lines, '\n');
}

static void
half_text(struct half *h, const char *s)
{
	const char	*line;
	size_t		 n;

	while (s != NULL && *s != '\0') {
		n = text_line(&s, h->width - 1, &line);
		half_line(h, line, n);
	}
}

/* A line as long as a part of the text over it. */
static void
half_rule(struct half *h, size_t width)
{
	struct buf rule = { 0 };

	while (width-- > 0)
		buf_str(&rule, "─");
	if (buf_failed(&rule))
		h->lines.failed = 1;
	else if (rule.len > 0)
		half_line(h, rule.data, rule.len);
	buf_free(&rule);
}

static const char *
next_line(const char *s, const char **line, size_t *n)
{
	*line = s;
	*n = s != NULL ? strcspn(s, "\n") : 0;
	return s == NULL || s[*n] == '\0' ? NULL : s + *n + 1;
}

static void
put_halves(struct text *t, struct half *left, struct half *right)
{
	const char	*l = left->lines.data, *r = right->lines.data;
	const char	*a, *b;
	size_t		 na, nb, w;

	while ((l != NULL && *l != '\0') || (r != NULL && *r != '\0')) {
		l = next_line(l, &a, &na);
		r = next_line(r, &b, &nb);
		buf_add(t->out, a, na);
		w = text_columns(a, na);
		if (nb > 0) {
			text_repeat(t, " ", w < left->width ? left->width -
			    w : 1);
			buf_add(t->out, b, nb);
		}
		buf_byte(t->out, '\n');
	}
	if (buf_failed(&left->lines) || buf_failed(&right->lines))
		t->out->failed = 1;
	buf_free(&left->lines);
	buf_free(&right->lines);
}

/* ---- the blocks ---- */

static void
put_letterhead(struct text *t, const struct block *b)
{
	struct half	left = { { 0 }, LEFT }, right = { { 0 }, RIGHT };
	size_t		i;

	for (i = 0; i < b->lines.n; i++)
		half_text(&left, b->lines.s[i]);
	half_text(&left, b->text);
	half_rule(&left, 12);
	half_text(&left, b->number);
	half_text(&left, b->about);
	half_text(&right, PAPER_NATION);
	half_text(&right, PAPER_MOTTO);
	half_rule(&right, text_columns(PAPER_MOTTO, strlen(PAPER_MOTTO)));
	half_text(&right, b->date);
	put_halves(t, &left, &right);
	buf_byte(t->out, '\n');
}

static void
put_title(struct text *t, const struct block *b)
{
	size_t i;

	buf_byte(t->out, '\n');
	for (i = 0; i < b->lines.n; i++)
		centre(t, b->lines.s[i]);
	buf_byte(t->out, '\n');
}

static void
put_to(struct text *t, const struct block *b)
{
	const char	*head = "Kính gửi: ";
	size_t		 w = text_columns(head, strlen(head)), i;

	text_repeat(t, " ", 10);
	buf_str(t->out, head);
	if (b->lines.n == 1)
		text_wrap(t, b->lines.s[0], 10 + w, 10 + w);
	else {
		t->out->len -= t->out->len > 0;
		buf_byte(t->out, '\n');
	}
	for (i = 0; b->lines.n > 1 && i < b->lines.n; i++) {
		text_repeat(t, " ", 12);
		buf_str(t->out, "- ");
		text_wrap(t, b->lines.s[i], 14, 14);
	}
	buf_byte(t->out, '\n');
}

static void
put_heading(struct text *t, const struct block *b)
{
	buf_byte(t->out, '\n');
	text_wrap(t, b->text, 0, 0);
}

static void
put_paragraph(struct text *t, const struct block *b)
{
	const char	*s = b->text, *line, *next;
	struct buf	 one = { 0 };
	size_t		 n;

	for (next = s; next != NULL;) {
		next = next_line(next, &line, &n);
		buf_reset(&one);
		buf_add(&one, line, n);
		if (b->flags & (PAPER_CENTER | PAPER_WARNING)) {
			centre(t, one.data != NULL ? one.data : "");
			continue;
		}
		if (b->flags & PAPER_ITEM)
			buf_str(t->out, line == s ? "  - " : "    ");
		text_wrap(t, one.data != NULL ? one.data : "",
		    b->flags & PAPER_ITEM ? 4 : 0,
		    b->flags & PAPER_ITEM ? 4 : 0);
	}
	if (buf_failed(&one))
		t->out->failed = 1;
	buf_free(&one);
}

static void
put_dots(struct text *t, size_t from)
{
	text_repeat(t, ".", from < t->width ? t->width - from : 8);
	buf_byte(t->out, '\n');
}

/* The blank or the end of line that was written last; without memory there is
 * none. */
static void
cut_last(struct text *t)
{
	if (t->out->len > 0)
		t->out->data[--t->out->len] = '\0';
}

static void
put_field(struct text *t, const struct block *b)
{
	size_t at = text_columns(b->text, strlen(b->text)) + 2;

	if (at + DOTS_LEAST > t->width) {
		text_wrap(t, b->text, 0, 2);
		cut_last(t);
		buf_str(t->out, ":\n  ");
		at = 2;
	} else {
		buf_fmt(t->out, "%s: ", b->text);
	}
	if (b->value == NULL) {
		put_dots(t, at);
		if (b->flags & PAPER_LONG) {
			put_dots(t, 0);
			put_dots(t, 0);
		}
		return;
	}
	if (strchr(b->value, '\n') != NULL) {
		cut_last(t);
		buf_str(t->out, "\n  ");
		at = 2;
	}
	text_wrap(t, b->value, at, 2);
}

static void
put_choices(struct text *t, const struct block *b)
{
	size_t at = text_columns(b->text, strlen(b->text)) + 1, w, i;

	buf_fmt(t->out, "%s:", b->text);
	for (i = 0; i < b->lines.n; i++) {
		w = text_columns(b->lines.s[i], strlen(b->lines.s[i])) + 6;
		if (at + w > t->width) {
			buf_str(t->out, "\n  ");
			at = 2;
		} else {
			buf_str(t->out, "  ");
			at += 2;
		}
		buf_fmt(t->out, "[%s] %s", *b->marks.s[i] != '\0' ? "x" : " ",
		    b->lines.s[i]);
		at += w - 2;
	}
	buf_byte(t->out, '\n');
}

static void
put_figures(struct text *t, const struct block *b)
{
	size_t i;

	buf_byte(t->out, '\n');
	for (i = 0; i < b->lines.n; i++) {
		text_repeat(t, " ", 8 - (strlen(b->marks.s[i]) < 8 ?
		    strlen(b->marks.s[i]) : 8));
		buf_fmt(t->out, "%s  ", b->marks.s[i]);
		text_wrap(t, b->lines.s[i], 10, 10);
	}
}

static void
put_chart(struct text *t, const struct block *b)
{
	const char *title = get_text(b->chart, "title");
	const char *words = get_text(b->chart, "words");

	buf_byte(t->out, '\n');
	if (title != NULL)
		text_wrap(t, title, 0, 0);
	if (words != NULL)
		text_wrap(t, words, 0, 0);
}

static void
signer(struct half *h, const struct paper_signer *s)
{
	size_t i;

	for (i = 0; i < s->title.n; i++)
		half_text(h, s->title.s[i]);
	half_text(h, s->note);
	buf_str(&h->lines, "\n\n\n");
	half_text(h, s->name);
}

/* Who gets it stands at the left edge. */
static void
copies(struct half *h, const struct block *b)
{
	size_t i;

	buf_str(&h->lines, "Nơi nhận:\n");
	for (i = 0; i < b->lines.n; i++)
		buf_fmt(&h->lines, "- %s%s\n", b->lines.s[i],
		    i + 1 < b->lines.n ? ";" : ".");
}

static void
put_signatures(struct text *t, const struct block *b)
{
	struct half	left = { { 0 }, LEFT }, right = { { 0 }, RIGHT };

	buf_byte(t->out, '\n');
	if (b->nsigners == PAPER_SIGNERS)
		signer(&left, &b->signers[0]);
	else if (b->lines.n > 0)
		copies(&left, b);
	if (b->nsigners > 0)
		signer(&right, &b->signers[b->nsigners - 1]);
	put_halves(t, &left, &right);
	if (b->nsigners == PAPER_SIGNERS && b->lines.n > 0) {
		struct half all = { { 0 }, LEFT }, none = { { 0 }, RIGHT };

		copies(&all, b);
		put_halves(t, &all, &none);
	}
}

static void
put_block(struct text *t, const struct block *b)
{
	static void (*const puts[])(struct text *, const struct block *) = {
		[BLOCK_LETTERHEAD] = put_letterhead, [BLOCK_TITLE] = put_title,
		[BLOCK_TO] = put_to, [BLOCK_HEADING] = put_heading,
		[BLOCK_PARAGRAPH] = put_paragraph, [BLOCK_FIELD] = put_field,
		[BLOCK_CHOICES] = put_choices, [BLOCK_TABLE] = text_table,
		[BLOCK_FIGURES] = put_figures, [BLOCK_CHART] = put_chart,
		[BLOCK_SIGNATURES] = put_signatures,
	};

	if (b->kind == BLOCK_PAGE)
		buf_byte(t->out, '\n');
	else
		puts[b->kind](t, b);
}

int
paper_text(ctxh *h, const struct paper *p, struct buf *out)
{
	struct text	t = { out, TEXT_WIDTH };
	size_t		i;

	for (i = 0; i < p->n; i++)
		put_block(&t, &p->blocks[i]);
	return buf_failed(out) ? fail_nomem(h) : CTXH_OK;
}

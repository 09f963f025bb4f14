/* Paragraphs of a .docx and the letters in them. */
#include <string.h>

#include <utf8proc.h>

#include "paper/docx.h"
#include "text/utf8.h"

/* ---- how it looks; the order of the elements is the format's ---- */

static void
side(struct xmlout *x, const char *name, const char *space)
{
	xmlout_leaf(x, name, "w:val", "single", "w:sz", "6", "w:space", space,
	    "w:color", "000000", NULL);
}

static void
borders(struct xmlout *x, const struct look *l)
{
	if (!l->box && !l->rule)
		return;
	xmlout_start(x, "w:pBdr");
	side(x, "w:top", l->box ? "4" : "0");
	if (l->box) {
		side(x, "w:left", "4");
		side(x, "w:bottom", "4");
		side(x, "w:right", "4");
	}
	xmlout_end(x);
}

static void
put_dots(struct xmlout *x, int at)
{
	xmlout_start(x, "w:tabs");
	xmlout_start(x, "w:tab");
	xmlout_attr(x, "w:val", "right");
	xmlout_attr(x, "w:leader", "dot");
	xmlout_attr_int(x, "w:pos", at);
	xmlout_end(x);
	xmlout_end(x);
}

static void
attr_where(struct xmlout *x, const char *name, int n)
{
	if (n != 0)
		xmlout_attr_int(x, name, n == NONE ? 0 : n);
}

static void
spacing(struct xmlout *x, const struct look *l)
{
	if (!l->before && !l->after && !l->line && !l->exact)
		return;
	xmlout_start(x, "w:spacing");
	attr_where(x, "w:before", l->before);
	attr_where(x, "w:after", l->after);
	attr_where(x, "w:line", l->exact ? l->exact : l->line);
	if (l->exact || l->line)
		xmlout_attr(x, "w:lineRule", l->exact ? "exact" : "auto");
	xmlout_end(x);
}

static void
indents(struct xmlout *x, const struct look *l)
{
	if (!l->left && !l->right && !l->first)
		return;
	xmlout_start(x, "w:ind");
	attr_where(x, "w:left", l->left);
	attr_where(x, "w:right", l->right);
	attr_where(x, "w:firstLine", l->first);
	xmlout_end(x);
}

void
look_put(struct xmlout *x, const struct look *l)
{
	if (l->style != NULL)
		xmlout_leaf(x, "w:pStyle", "w:val", l->style, NULL);
	if (l->keep_next)
		xmlout_leaf(x, "w:keepNext", NULL);
	if (l->keep_lines)
		xmlout_leaf(x, "w:keepLines", NULL);
	if (l->new_page)
		xmlout_leaf(x, "w:pageBreakBefore", NULL);
	borders(x, l);
	if (l->dots)
		put_dots(x, l->dots);
	spacing(x, l);
	indents(x, l);
	if (l->jc != NULL)
		xmlout_leaf(x, "w:jc", "w:val", l->jc, NULL);
	if (l->outline)
		xmlout_leaf_int(x, "w:outlineLvl", "w:val", l->outline - 1);
}

void
letters_put(struct xmlout *x, const struct letters *l)
{
	if (l->font != NULL)
		xmlout_leaf(x, "w:rFonts", "w:ascii", l->font, "w:hAnsi",
		    l->font, "w:eastAsia", l->font, "w:cs", l->font, NULL);
	if (l->bold) {
		xmlout_leaf(x, "w:b", NULL);
		xmlout_leaf(x, "w:bCs", NULL);
	}
	if (l->italic) {
		xmlout_leaf(x, "w:i", NULL);
		xmlout_leaf(x, "w:iCs", NULL);
	}
	if (l->size) {
		xmlout_leaf_int(x, "w:sz", "w:val", l->size);
		xmlout_leaf_int(x, "w:szCs", "w:val", l->size);
	}
}

/* ---- paragraphs ---- */

void
par_start(struct docx *d, const struct look *l)
{
	xmlout_start(d->x, "w:p");
	xmlout_start(d->x, "w:pPr");
	look_put(d->x, l);
	xmlout_end(d->x);
}

void
par_end(struct docx *d)
{
	xmlout_end(d->x);
}

int
next_line(const char **p, const char **line, size_t *n)
{
	if (*p == NULL)
		return 0;
	*line = *p;
	*n = strcspn(*p, "\n");
	*p = (*p)[*n] == '\n' ? *p + *n + 1 : NULL;
	return 1;
}

void
run_len(struct docx *d, const struct letters *l, const char *s, size_t n)
{
	xmlout_start(d->x, "w:r");
	if (l != NULL) {
		xmlout_start(d->x, "w:rPr");
		letters_put(d->x, l);
		xmlout_end(d->x);
	}
	xmlout_start(d->x, "w:t");
	xmlout_attr(d->x, "xml:space", "preserve");
	xmlout_text(d->x, s, n);
	xmlout_end(d->x);
	xmlout_end(d->x);
}

void
run(struct docx *d, const struct letters *l, const char *s)
{
	const char	*line;
	size_t		 n;
	int		 first = 1;

	while (next_line(&s, &line, &n)) {
		if (!first) {
			xmlout_start(d->x, "w:r");
			xmlout_leaf(d->x, "w:br", NULL);
			xmlout_end(d->x);
		}
		first = 0;
		if (n > 0)
			run_len(d, l, line, n);
	}
}

void
run_tab(struct docx *d)
{
	xmlout_start(d->x, "w:r");
	xmlout_leaf(d->x, "w:tab", NULL);
	xmlout_end(d->x);
}

void
par(struct docx *d, const struct look *l, const struct letters *f,
    const char *s)
{
	par_start(d, l);
	if (s != NULL)
		run(d, f, s);
	par_end(d);
}

void
pars(struct docx *d, const struct look *l, const struct letters *f,
    const char *s)
{
	const char	*line;
	size_t		 n;

	while (next_line(&s, &line, &n)) {
		par_start(d, l);
		run_len(d, f, line, n);
		par_end(d);
	}
}

/* The letters in it have a size, too: that of the paragraph's end. */
void
gap(struct docx *d, int height)
{
	par(d, &(struct look){ .before = NONE, .after = NONE,
	    .exact = height }, NULL, NULL);
}

void
rule(struct docx *d, long column, long length)
{
	int in = length < column ? (int)((column - length) / 2) : 0;

	par(d, &(struct look){ .rule = 1, .before = 2 * POINT, .after = NONE,
	    .exact = 4 * POINT, .left = in, .right = in }, NULL, NULL);
}

/* ---- how long a text is ---- */

/* Thousandths of the letters' size, of Times bold. */
static const short wide[128] = {
	[' '] = 250, ['!'] = 333, ['"'] = 555, ['#'] = 500, ['$'] = 500,
	['%'] = 1000, ['&'] = 833, ['\''] = 278, ['('] = 333, [')'] = 333,
	['*'] = 500, ['+'] = 570, [','] = 250, ['-'] = 333, ['.'] = 250,
	['/'] = 278, [':'] = 333, [';'] = 333, ['='] = 570, ['A'] = 722,
	['B'] = 667, ['C'] = 722, ['D'] = 722, ['E'] = 667, ['F'] = 611,
	['G'] = 778, ['H'] = 778, ['I'] = 389, ['J'] = 500, ['K'] = 778,
	['L'] = 667, ['M'] = 944, ['N'] = 722, ['O'] = 778, ['P'] = 611,
	['Q'] = 778, ['R'] = 722, ['S'] = 556, ['T'] = 667, ['U'] = 722,
	['V'] = 722, ['W'] = 1000, ['X'] = 722, ['Y'] = 722, ['Z'] = 667,
	['c'] = 444, ['b'] = 556, ['d'] = 556, ['e'] = 444, ['f'] = 333,
	['h'] = 556, ['i'] = 278, ['j'] = 333, ['k'] = 556, ['l'] = 278,
	['m'] = 833, ['n'] = 556, ['p'] = 556, ['q'] = 556, ['r'] = 444,
	['s'] = 389, ['t'] = 333, ['u'] = 556, ['w'] = 722, ['z'] = 444,
};
#define WIDE	500	/* of what is not in the table */

static long
letter_length(uint32_t c)
{
	utf8proc_int32_t to[8];
	int		 bound = 0;

	if (c == 0x110)
		return wide['D'];
	if (c == 0x111)
		return wide['d'];
	if (c >= 128 && c != UTF8_BAD && utf8proc_decompose_char(
	    (utf8proc_int32_t)c, to, 8, UTF8PROC_DECOMPOSE, &bound) > 0)
		c = (uint32_t)to[0];
	return c < 128 && wide[c] != 0 ? wide[c] : WIDE;
}

long
text_length(const char *s, size_t n, int size)
{
	const char	*end = s + n;
	long		 sum = 0;

	while (s < end)
		sum += letter_length(utf8_next(&s, end));
	return sum * size * (POINT / 2) / 1000;
}

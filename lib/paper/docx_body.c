/* Paragraphs, fields and choices of a .docx, and its pages. */
#include <string.h>

#include "paper/docx.h"

#define EMPTY_BOX	"\xe2\x98\x90"	/* U+2610 */
#define TICKED_BOX	"\xe2\x98\x92"	/* U+2612 */
#define NO_BREAK	"\xc2\xa0"
#define LONG_LINES	3

void
docx_heading(struct docx *d, const struct block *b)
{
	char style[] = "Heading1";

	if (b->level > 1)
		style[7] = b->level == 2 ? '2' : '3';
	par(d, &(struct look){ .style = style }, NULL, b->text);
}

/* Who signs does not stand on a page alone. */
static int
before_signatures(const struct docx *d, const struct block *b)
{
	return b + 1 < d->p->blocks + d->p->n &&
	    b[1].kind == BLOCK_SIGNATURES;
}

/* Each line is a paragraph: the last one before a break within one would be
 * drawn out to both margins. */
void
docx_paragraph(struct docx *d, const struct block *b)
{
	struct letters	 l = { 0 };
	struct look	 look = { .style = "BodyText",
	    .keep_next = before_signatures(d, b) };
	const char	*p = b->text, *line;
	size_t		 n;
	int		 item = b->flags & PAPER_ITEM;

	if (b->flags & PAPER_SMALL)
		look.style = "Note";
	if (b->flags & PAPER_WARNING)
		look.style = "Warning";
	if (b->flags & PAPER_CENTER) {
		look.jc = "center";
		look.first = NONE;
	}
	l.bold = (b->flags & PAPER_BOLD) != 0;
	l.italic = (b->flags & PAPER_ITALIC) != 0;
	while (next_line(&p, &line, &n)) {
		par_start(d, &look);
		if (item)
			run(d, &l, "- ");
		item = 0;
		run_len(d, &l, line, n);
		par_end(d);
	}
}

/* ---- fields ---- */

static void
label(struct docx *d, const char *s)
{
	size_t n = s != NULL ? strlen(s) : 0;

	if (n == 0)
		return;
	run(d, NULL, s);
	run(d, NULL, s[n - 1] == ':' || s[n - 1] == '?' ? " " : ": ");
}

static void
dots(struct docx *d, const struct block *b)
{
	int n = (b->flags & PAPER_LONG) ? LONG_LINES : 1, i;

	for (i = 1; i <= n; i++) {
		par_start(d, &(struct look){ .style = "Field",
		    .dots = (int)page_width(d), .keep_next = i < n });
		if (i == 1)
			label(d, b->text);
		run_tab(d);
		par_end(d);
	}
}

void
docx_field(struct docx *d, const struct block *b)
{
	const struct look look = { .style = "Field" };
	const char	*p = b->value, *line;
	size_t		 n;

	if (p == NULL) {
		dots(d, b);
		return;
	}
	par_start(d, &look);
	label(d, b->text);
	if (next_line(&p, &line, &n))
		run_len(d, NULL, line, n);
	par_end(d);
	pars(d, &look, NULL, p);
}

void
docx_choices(struct docx *d, const struct block *b)
{
	const struct letters symbol = { .font = "Segoe UI Symbol" };
	size_t i;

	par_start(d, &(struct look){ .style = "Field" });
	label(d, b->text);
	for (i = 0; i < b->lines.n; i++) {
		if (i > 0)
			run(d, NULL, "    ");
		run(d, &symbol, *b->marks.s[i] != '\0' ? TICKED_BOX :
		    EMPTY_BOX);
		run(d, NULL, NO_BREAK);
		run(d, NULL, b->lines.s[i]);
	}
	par_end(d);
}

/* ---- pages ---- */

static void
margins(struct xmlout *x)
{
	xmlout_leaf(x, "w:pgMar", "w:top", "1134", "w:right", "851",
	    "w:bottom", "1134", "w:left", "1701", "w:header", "567",
	    "w:footer", "567", "w:gutter", "0", NULL);
}

/* The number is not shown on the first page, and goes on through all. */
void
docx_section(struct docx *d)
{
	struct xmlout *x = d->x;

	xmlout_start(x, "w:sectPr");
	xmlout_leaf(x, "w:headerReference", "w:type", "default", "r:id",
	    "rId3", NULL);
	if (d->sections == 0)
		xmlout_leaf(x, "w:headerReference", "w:type", "first", "r:id",
		    "rId4", NULL);
	xmlout_leaf(x, "w:type", "w:val", "nextPage", NULL);
	if (d->wide)
		xmlout_leaf(x, "w:pgSz", "w:w", "16838", "w:h", "11906",
		    "w:orient", "landscape", NULL);
	else
		xmlout_leaf(x, "w:pgSz", "w:w", "11906", "w:h", "16838", NULL);
	margins(x);
	if (d->sections == 0)
		xmlout_leaf(x, "w:titlePg", NULL);
	xmlout_end(x);
	d->sections++;
}

static void
end_section(struct docx *d)
{
	xmlout_start(d->x, "w:p");
	xmlout_start(d->x, "w:pPr");
	look_put(d->x, &(struct look){ .before = NONE, .after = NONE,
	    .exact = POINT });
	docx_section(d);
	xmlout_end(d->x);
	xmlout_end(d->x);
}

/* Of several in a row the last one holds. */
void
docx_page(struct docx *d, const struct block *b)
{
	const struct block *end = d->p->blocks + d->p->n;
	int	wide = (b->flags & PAPER_WIDE) != 0, begun = 0;
	const struct block *i;

	if (b + 1 == end || b[1].kind == BLOCK_PAGE)
		return;
	for (i = d->p->blocks; i < b; i++)
		begun |= i->kind != BLOCK_PAGE;
	if (begun && wide != d->wide)
		end_section(d);
	else if (begun)
		par(d, &(struct look){ .new_page = 1, .before = NONE,
		    .after = NONE, .exact = POINT }, NULL, NULL);
	d->wide = wide;
}

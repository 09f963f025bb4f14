/* What is the same at the head and at the foot of every official document. */
#include <string.h>

#include "paper/docx.h"

#define SMALL	24	/* 12 points */
#define PLAIN	26
#define LARGE	28
#define DOTS	"........................................"

static const struct look middle = { .style = "Official", .jc = "center" };

/* ---- the letterhead ---- */

static const char *
or_dots(const char *s)
{
	return s != NULL && *s != '\0' ? s : DOTS;
}

/* Where a name that is too long for its line is broken so that both halves
 * are alike; 0 where it is not. */
static size_t
break_at(const char *s, long column)
{
	size_t	 n = strlen(s), i, best = 0;
	long	 least = text_length(s, n, SMALL), longer, other;

	if (least <= column)
		return 0;
	for (i = 0; i < n; i++) {
		if (s[i] != ' ')
			continue;
		longer = text_length(s, i, SMALL);
		other = text_length(s + i + 1, n - i - 1, SMALL);
		if (other > longer)
			longer = other;
		if (longer < least) {
			least = longer;
			best = i;
		}
	}
	return best;
}

static void
school(struct docx *d, const char *s, long column)
{
	const struct letters bold = { .bold = 1, .size = SMALL };
	size_t	 at = break_at(s, column), n = strlen(s);
	long	 length = text_length(s, at != 0 ? at : n, SMALL);

	par_start(d, &middle);
	if (at != 0) {
		run_len(d, &bold, s, at);
		xmlout_start(d->x, "w:r");
		xmlout_leaf(d->x, "w:br", NULL);
		xmlout_end(d->x);
		s += at + 1;
	}
	run(d, &bold, s);
	par_end(d);
	rule(d, column, (length < column ? length : column) * 2 / 5);
}

static void
whose(struct docx *d, const struct block *b, long column)
{
	size_t i;

	grid_cell(d, column, 0);
	for (i = 0; i < b->lines.n; i++)
		par(d, &middle, &(struct letters){ .size = SMALL },
		    or_dots(b->lines.s[i]));
	school(d, or_dots(b->text), column);
	if (b->number != NULL)
		par(d, &(struct look){ .style = "Official", .jc = "center",
		    .before = 3 * POINT }, NULL, b->number);
	if (b->about != NULL)
		par(d, &middle, &(struct letters){ .size = SMALL }, b->about);
	grid_cell_end(d);
}

static void
nation(struct docx *d, const struct block *b, long column)
{
	grid_cell(d, column, 0);
	par(d, &middle, &(struct letters){ .bold = 1, .size = SMALL },
	    PAPER_NATION);
	par(d, &middle, &(struct letters){ .bold = 1, .size = PLAIN },
	    PAPER_MOTTO);
	rule(d, column, text_length(PAPER_MOTTO, strlen(PAPER_MOTTO), PLAIN));
	if (b->date != NULL)
		par(d, &(struct look){ .style = "Official", .jc = "center",
		    .before = 3 * POINT }, &(struct letters){ .italic = 1 },
		    b->date);
	grid_cell_end(d);
}

/* The right column holds quốc hiệu in one line, whatever the page. */
void
docx_letterhead(struct docx *d, const struct block *b)
{
	long	 whole = page_width(d), right = whole * 57 / 100;
	const long widths[2] = { whole - right, right };

	grid_start(d, widths, 2, 0, 0);
	grid_row(d, 0);
	whose(d, b, widths[0]);
	nation(d, b, widths[1]);
	grid_row_end(d);
	grid_end(d);
}

/* ---- the title, whom it is to ---- */

void
docx_title(struct docx *d, const struct block *b)
{
	const struct letters kind = { .bold = 1, .size = LARGE },
	    about = { .bold = 1, .size = PLAIN };
	long	 length = 0;
	size_t	 i;

	for (i = 0; i < b->lines.n; i++) {
		par(d, &(struct look){ .style = "Title", .before = i == 0 ?
		    12 * POINT : 0 }, i == 0 ? &kind : &about, b->lines.s[i]);
		length = text_length(b->lines.s[i], strlen(b->lines.s[i]),
		    PLAIN);
	}
	if (length > page_width(d))
		length = page_width(d);
	rule(d, page_width(d), length * 2 / 5);
	gap(d, 6 * POINT);
}

/* One of a list that ends with a full stop. */
static void
item(struct docx *d, const struct look *look, const struct letters *l,
    const struct texts *t, size_t i)
{
	size_t n = strlen(t->s[i]);

	par_start(d, look);
	run(d, l, "- ");
	run(d, l, t->s[i]);
	if (n == 0 || strchr(".;,", t->s[i][n - 1]) == NULL)
		run(d, l, i + 1 < t->n ? ";" : ".");
	par_end(d);
}

/* One stands on the line, several below it. */
void
docx_to(struct docx *d, const struct block *b)
{
	const struct look left = { .style = "Official", .left = CM * 7 / 2,
	    .after = 3 * POINT };
	size_t i;

	par_start(d, &(struct look){ .style = "Official",
	    .jc = b->lines.n == 1 ? "center" : NULL,
	    .left = b->lines.n == 1 ? 0 : CM * 5 / 2,
	    .before = 6 * POINT, .after = b->lines.n == 1 ? 12 * POINT :
	    3 * POINT, .keep_next = b->lines.n > 1 });
	run(d, NULL, "Kính gửi:");
	if (b->lines.n == 1) {
		run(d, NULL, " ");
		run(d, NULL, b->lines.s[0]);
	}
	par_end(d);
	for (i = 0; i < b->lines.n && b->lines.n > 1; i++)
		item(d, &left, NULL, &b->lines, i);
	if (b->lines.n > 1)
		gap(d, 6 * POINT);
}

/* ---- nơi nhận, who signs ---- */

static void
copies(struct docx *d, const struct block *b)
{
	const struct look left = { .style = "Official" };
	size_t i;

	par(d, &left, &(struct letters){ .bold = 1, .italic = 1,
	    .size = SMALL }, "Nơi nhận:");
	for (i = 0; i < b->lines.n; i++)
		item(d, &left, &(struct letters){ .size = SMALL - 2 },
		    &b->lines, i);
}

/* Room for four lines by hand, then the name. */
static void
signer(struct docx *d, const struct paper_signer *s)
{
	const struct look keep = { .style = "Official", .jc = "center",
	    .keep_next = 1 };
	size_t i;

	for (i = 0; i < s->title.n; i++)
		par(d, &keep, &(struct letters){ .bold = 1 }, s->title.s[i]);
	if (s->note != NULL)
		par(d, &keep, &(struct letters){ .italic = 1 }, s->note);
	par(d, &(struct look){ .style = "Official", .jc = "center",
	    .before = 66 * POINT }, &(struct letters){ .bold = 1 }, s->name);
}

static void
left_side(struct docx *d, const struct block *b)
{
	if (b->nsigners == PAPER_SIGNERS)
		signer(d, &b->signers[0]);
	else if (b->lines.n > 0)
		copies(d, b);
	else
		par(d, &middle, NULL, NULL);
}

void
docx_signatures(struct docx *d, const struct block *b)
{
	long	 whole = page_width(d);
	const long widths[2] = { whole / 2, whole - whole / 2 };

	par(d, &(struct look){ .keep_next = 1, .exact = 6 * POINT }, NULL,
	    NULL);
	grid_start(d, widths, 2, 0, 0);
	grid_row(d, 0);
	grid_cell(d, widths[0], 0);
	left_side(d, b);
	grid_cell_end(d);
	grid_cell(d, widths[1], 0);
	if (b->nsigners > 0)
		signer(d, &b->signers[b->nsigners - 1]);
	else
		par(d, &middle, NULL, NULL);
	grid_cell_end(d);
	grid_row_end(d);
	grid_end(d);
	if (b->nsigners == PAPER_SIGNERS && b->lines.n > 0)
		copies(d, b);
}

/* Numbers: tables, the few that come first, and pictures of them. */
#include <stdio.h>

#include "base/value.h"
#include "paper/chart.h"
#include "paper/html_inside.h"
#include "paper/markup.h"

#define NARROW		3	/* columns that a phone has room for */
#define COLUMN_REM	4.8	/* that one more needs, in rem */
#define STICK_REM	11.0	/* a first column that may stay in sight */
#define MANY		8	/* columns: smaller letters on paper */

static double
share(const struct block *b, size_t i)
{
	double	sum = 0;
	size_t	k;

	for (k = 0; k < b->ncolumns; k++)
		sum += b->columns[k].weight;
	return sum > 0 ? b->columns[i].weight / sum :
	    1 / (double)b->ncolumns;
}

static int
has_heads(const struct block *b)
{
	size_t i;

	for (i = 0; i < b->ncolumns; i++)
		if (b->columns[i].head != NULL && *b->columns[i].head != '\0')
			return 1;
	return 0;
}

static void
columns(struct html *w, const struct block *b)
{
	unsigned	permille;
	size_t		i;

	html_put(w, "<colgroup>");
	for (i = 0; i < b->ncolumns; i++) {
		permille = (unsigned)(share(b, i) * 1000 + 0.5);
		buf_fmt(w->out, "<col style=\"width:%u.%u%%\"/>",
		    permille / 10, permille % 10);
	}
	html_put(w, "</colgroup>\n");
	if (!has_heads(b))
		return;
	html_put(w, "<thead>\n<tr>");
	for (i = 0; i < b->ncolumns; i++) {
		html_put(w, "<th scope=\"col\">");
		html_text(w, b->columns[i].head);
		html_put(w, "</th>");
	}
	html_put(w, "</tr>\n</thead>\n");
}

static int
is_empty(const struct paper_row *r)
{
	size_t i;

	for (i = 0; i < r->cells.n; i++)
		if (r->cells.s[i][0] != '\0')
			return 0;
	return 1;
}

/* A row has as many cells as there are columns, whatever it was given. */
static void
row(struct html *w, const struct block *b, const struct paper_row *r)
{
	static const char *const begin[] = { "<td>", "<td class=\"r\">",
	    "<td class=\"m\">" };
	enum paper_align align;
	size_t		 i;
	int		 head;

	html_put(w, r->flags & PAPER_TOTAL ? "<tr class=\"total\">" :
	    is_empty(r) ? "<tr class=\"empty\">" : "<tr>");
	for (i = 0; i < b->ncolumns || i < r->cells.n; i++) {
		align = i < b->ncolumns ? b->columns[i].align : PAPER_LEFT;
		head = i == 0 && align == PAPER_LEFT && b->ncolumns > 1 &&
		    r->cells.n > 0 && r->cells.s[0][0] != '\0';
		html_put(w, head ? "<th scope=\"row\">" : begin[align]);
		html_text(w, i < r->cells.n ? r->cells.s[i] : NULL);
		html_put(w, head ? "</th>" : "</td>");
	}
	html_put(w, "</tr>\n");
}

/* The frame that a table is moved in where the screen is narrow. */
static void
table_begin(struct html *w, const struct block *b)
{
	double	rem = b->ncolumns > NARROW ?
	    COLUMN_REM * (double)b->ncolumns : 0;
	int	stick = rem > 0 && rem * share(b, 0) <= STICK_REM;

	buf_fmt(w->out, "<div class=\"table%s%s\" role=\"region\" "
	    "tabindex=\"0\" aria-label=\"", stick ? " stick" : "",
	    b->ncolumns > MANY ? " many" : "");
	if (b->text != NULL)
		markup_str(w->out, b->text);
	else
		buf_fmt(w->out, "Bảng %u", w->tables);
	html_put(w, "\">\n");
	if (rem > 0)
		buf_fmt(w->out, "<table style=\"min-width:%urem\">\n",
		    (unsigned)rem);
	else
		html_put(w, "<table>\n");
}

void
html_table(struct html *w, const struct block *b)
{
	size_t i;

	w->tables++;
	table_begin(w, b);
	if (b->text != NULL)
		html_element(w, "caption", NULL, b->text);
	columns(w, b);
	html_put(w, "<tbody>\n");
	for (i = 0; i < b->nrows; i++)
		row(w, b, &b->rows[i]);
	html_put(w, "</tbody>\n</table>\n</div>\n");
}

void
html_figures(struct html *w, const struct block *b)
{
	size_t i;

	html_put(w, "<dl class=\"figures\">\n");
	for (i = 0; i < b->lines.n; i++) {
		html_put(w, "<div>");
		html_element(w, "dt", NULL, b->lines.s[i]);
		html_element(w, "dd", NULL, b->marks.s[i]);
		html_put(w, "</div>\n");
	}
	html_put(w, "</dl>\n");
}

static void
words(struct html *w, const char *s)
{
	if (s == NULL || *s == '\0')
		return;
	html_put(w, "<figcaption><details><summary>Biểu đồ bằng lời"
	    "</summary>");
	html_element(w, "p", NULL, s);
	html_put(w, "</details></figcaption>\n");
}

/* Its id is the page's own: the same chart may stand in it twice. */
int
html_chart(struct html *w, const struct block *b)
{
	ctxh_value		*chart = ctxh_value_copy(b->chart);
	struct chart_size	 size;
	const char		*title;
	char			 id[32];
	int			 rc = CTXH_ENOMEM;

	(void)snprintf(id, sizeof(id), "chart-%u", ++w->charts);
	if (chart == NULL || put_text(chart, "id", id) != 0) {
		(void)fail_nomem(w->h);
		goto done;
	}
	title = get_text(chart, "title");
	html_put(w, "<figure class=\"chart\">\n<div class=\"scroll\" "
	    "role=\"region\" tabindex=\"0\" aria-label=\"");
	markup_str(w->out, title != NULL ? title : "Biểu đồ");
	html_put(w, "\">\n");
	if ((rc = chart_svg(w->h, chart, w->out, &size)) != CTXH_OK)
		goto done;
	html_put(w, "</div>\n");
	words(w, get_text(chart, "words"));
	html_put(w, "</figure>\n");
done:
	ctxh_value_free(chart);
	return rc;
}

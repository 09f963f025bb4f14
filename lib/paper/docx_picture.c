/* Charts of a .docx, in words. */
#include "paper/docx.h"

void
docx_chart(struct docx *d, const struct block *b)
{
	const char *words = ctxh_value_str(ctxh_value_get(b->chart, "words"));
	const char *title = ctxh_value_str(ctxh_value_get(b->chart, "title"));

	par(d, &(struct look){ .style = "Caption" }, NULL, title);
	pars(d, &(struct look){ .style = "BodyText" }, NULL, words);
}

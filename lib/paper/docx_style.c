/* The styles of a .docx: who changes one in Word changes the document. */
#include "paper/docx.h"

#define FONT	"Times New Roman"

static const struct style {
	const char	*id, *name;
	const char	*base, *next;
	struct look	 look;
	struct letters	 letters;
} styles[] = {
	{ "BodyText", "Body Text", "Normal", NULL,
	    { .jc = "both", .after = 6 * POINT, .line = 264, .first = CM },
	    { 0 } },
	{ "Heading1", "heading 1", "Normal", "BodyText",
	    { .keep_next = 1, .keep_lines = 1, .before = 6 * POINT,
	      .after = 6 * POINT, .first = CM, .jc = "both", .outline = 1 },
	    { .bold = 1 } },
	{ "Heading2", "heading 2", "Normal", "BodyText",
	    { .keep_next = 1, .keep_lines = 1, .before = 6 * POINT,
	      .after = 6 * POINT, .first = CM, .jc = "both", .outline = 2 },
	    { .bold = 1 } },
	{ "Heading3", "heading 3", "Normal", "BodyText",
	    { .keep_next = 1, .keep_lines = 1, .before = 3 * POINT,
	      .after = 6 * POINT, .first = CM, .jc = "both", .outline = 3 },
	    { .bold = 1, .italic = 1 } },
	{ "Title", "Title", "Normal", "BodyText",
	    { .keep_next = 1, .jc = "center" }, { .bold = 1, .size = 28 } },
	{ "Official", "Official", "Normal", NULL, { 0 }, { 0 } },
	{ "Field", "Field", "Normal", NULL,
	    { .after = 6 * POINT, .line = 264 }, { 0 } },
	{ "Note", "Note", "Normal", NULL,
	    { .jc = "both", .after = 6 * POINT }, { .size = 22 } },
	{ "Warning", "Warning", "Normal", NULL,
	    { .jc = "both", .box = 1, .keep_lines = 1, .left = CM / 5,
	      .right = CM / 5, .before = 6 * POINT, .after = 6 * POINT },
	    { .bold = 1 } },
	{ "Caption", "caption", "Normal", "BodyText",
	    { .keep_next = 1, .before = 6 * POINT, .after = 3 * POINT },
	    { .bold = 1 } },
	{ "TableText", "Table Text", "Normal", NULL,
	    { .before = POINT, .after = POINT }, { .size = 24 } },
	{ "Header", "header", "Normal", NULL, { .jc = "center" }, { 0 } },
};

static void
defaults(struct xmlout *x)
{
	xmlout_start(x, "w:docDefaults");
	xmlout_start(x, "w:rPrDefault");
	xmlout_start(x, "w:rPr");
	letters_put(x, &(struct letters){ .font = FONT, .size = 26 });
	xmlout_leaf(x, "w:lang", "w:val", "vi-VN", "w:eastAsia", "vi-VN",
	    "w:bidi", "ar-SA", NULL);
	xmlout_end(x);
	xmlout_end(x);
	xmlout_start(x, "w:pPrDefault");
	xmlout_start(x, "w:pPr");
	look_put(x, &(struct look){ .before = NONE, .after = NONE,
	    .line = 240 });
	xmlout_end(x);
	xmlout_end(x);
	xmlout_end(x);
}

static void
style_start(struct xmlout *x, const char *type, const char *id,
    const char *name, int is_default)
{
	xmlout_start(x, "w:style");
	xmlout_attr(x, "w:type", type);
	if (is_default)
		xmlout_attr(x, "w:default", "1");
	xmlout_attr(x, "w:styleId", id);
	xmlout_leaf(x, "w:name", "w:val", name, NULL);
}

static void
put_style(struct xmlout *x, const struct style *s)
{
	style_start(x, "paragraph", s->id, s->name, 0);
	xmlout_leaf(x, "w:basedOn", "w:val", s->base, NULL);
	if (s->next != NULL)
		xmlout_leaf(x, "w:next", "w:val", s->next, NULL);
	xmlout_leaf(x, "w:qFormat", NULL);
	xmlout_start(x, "w:pPr");
	look_put(x, &s->look);
	xmlout_end(x);
	xmlout_start(x, "w:rPr");
	letters_put(x, &s->letters);
	xmlout_end(x);
	xmlout_end(x);
}

void
docx_styles(struct docx *d)
{
	struct xmlout	*x = d->x;
	size_t		 i;

	xmlout_start(x, "w:styles");
	xmlout_attr(x, "xmlns:w", W_SPACE);
	defaults(x);
	style_start(x, "paragraph", "Normal", "Normal", 1);
	xmlout_leaf(x, "w:qFormat", NULL);
	xmlout_end(x);
	style_start(x, "table", "TableNormal", "Normal Table", 1);
	xmlout_end(x);
	for (i = 0; i < sizeof(styles) / sizeof(*styles); i++)
		put_style(x, &styles[i]);
	xmlout_end(x);
}

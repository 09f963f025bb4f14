/* What is said of a document's looks, and the formats that there are. */
#include <string.h>

#include "paper/write.h"
#include "print/print.h"

static const struct {
	const char *name;
	int (*write)(ctxh *, const struct paper *, struct buf *);
} formats[] = {
	{ "text", paper_text }, { "html", paper_html }, { "docx", paper_docx },
};

#define FORMATS (sizeof(formats) / sizeof(formats[0]))

static size_t
format_named(const char *name)
{
	size_t i;

	for (i = 0; i < FORMATS && (name == NULL ||
	    strcmp(formats[i].name, name) != 0); i++)
		;
	return i;
}

int
paper_look_check(ctxh *h, const struct ctxh_paper *look)
{
	int64_t day;

	if (look->version != CTXH_PAPER_VERSION)
		return fail(h, CTXH_EUSAGE, "%s", T(h, "the options are of "
		    "another version"));
	if (format_named(look->format) == FORMATS)
		return fail(h, CTXH_EUSAGE, T(h, "no such format: \"%s\"; "
		    "text, html or docx"), look->format != NULL ?
		    look->format : "");
	return look->date == NULL ? CTXH_OK :
	    ctxh_date_parse(h, look->date, &day);
}

int
paper_bytes(ctxh *h, const char *format, const struct paper *p,
    struct buf *out)
{
	int rc;

	if (paper_failed(p) || h->status == CTXH_ENOMEM)
		return fail_nomem(h);
	rc = formats[format_named(format)].write(h, p, out);
	return rc == CTXH_OK && paper_failed(p) ? fail_nomem(h) : rc;
}

int
paper_write(ctxh *h, const char *format, const struct paper *p,
    ctxh_write_fn write, void *ctx)
{
	struct buf	out = { 0 };
	int		rc;

	if ((rc = paper_bytes(h, format, p, &out)) == CTXH_OK &&
	    write(ctx, out.data, out.len) != 0)
		rc = fail(h, CTXH_EIO, "%s", T(h, "the document could not be "
		    "written"));
	buf_free(&out);
	return rc;
}

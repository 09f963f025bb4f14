/* The parts of a .docx beside its document. */
#include <stdio.h>
#include <string.h>

#include "paper/docx.h"

#define PACKAGE	"http://schemas.openxmlformats.org/package/2006/"
#define WORD	"application/vnd.openxmlformats-officedocument." \
	"wordprocessingml."

int
docx_add(struct docx *d, const char *name, struct buf *b)
{
	if (xmlout_done(d->x) != CTXH_OK) {
		buf_free(b);
		return fail_nomem(d->h);
	}
	return zipout_add(d->zip, name, b);
}

/* ---- what the parts are, and how they hang together ---- */

static void
types(struct docx *d)
{
	static const char *const parts[][2] = {
		{ "/word/document.xml", WORD "document.main+xml" },
		{ "/word/styles.xml", WORD "styles+xml" },
		{ "/word/settings.xml", WORD "settings+xml" },
		{ "/word/header1.xml", WORD "header+xml" },
		{ "/word/header2.xml", WORD "header+xml" },
		{ "/docProps/core.xml", "application/vnd.openxmlformats-"
		    "package.core-properties+xml" },
	};
	size_t i;

	xmlout_start(d->x, "Types");
	xmlout_attr(d->x, "xmlns", PACKAGE "content-types");
	xmlout_leaf(d->x, "Default", "Extension", "rels", "ContentType",
	    "application/vnd.openxmlformats-package.relationships+xml", NULL);
	xmlout_leaf(d->x, "Default", "Extension", "png", "ContentType",
	    "image/png", NULL);
	for (i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		xmlout_leaf(d->x, "Override", "PartName", parts[i][0],
		    "ContentType", parts[i][1], NULL);
	xmlout_end(d->x);
}

static void
relation(struct docx *d, int id, const char *type, const char *target)
{
	char name[32];

	(void)snprintf(name, sizeof(name), "rId%d", id);
	xmlout_leaf(d->x, "Relationship", "Id", name, "Type", type, "Target",
	    target, NULL);
}

static void
package_relations(struct docx *d)
{
	xmlout_start(d->x, "Relationships");
	xmlout_attr(d->x, "xmlns", PACKAGE "relationships");
	relation(d, 1, R_SPACE "/officeDocument", "word/document.xml");
	relation(d, 2, PACKAGE "relationships/metadata/core-properties",
	    "docProps/core.xml");
	xmlout_end(d->x);
}

static void
document_relations(struct docx *d)
{
	char	target[40];
	size_t	i;
	int	n = 0;

	xmlout_start(d->x, "Relationships");
	xmlout_attr(d->x, "xmlns", PACKAGE "relationships");
	relation(d, 1, R_SPACE "/styles", "styles.xml");
	relation(d, 2, R_SPACE "/settings", "settings.xml");
	relation(d, 3, R_SPACE "/header", "header1.xml");
	relation(d, 4, R_SPACE "/header", "header2.xml");
	for (i = 0; i < d->p->n; i++) {
		if (d->p->blocks[i].kind != BLOCK_CHART)
			continue;
		(void)snprintf(target, sizeof(target), "media/image%d.png",
		    ++n);
		relation(d, PICTURE_ID + n, R_SPACE "/image", target);
	}
	xmlout_end(d->x);
}

/* ---- settings, properties, headers ---- */

static void
settings(struct docx *d)
{
	struct xmlout *x = d->x;

	xmlout_start(x, "w:settings");
	xmlout_attr(x, "xmlns:w", W_SPACE);
	xmlout_leaf(x, "w:zoom", "w:percent", "100", NULL);
	xmlout_leaf_int(x, "w:defaultTabStop", "w:val", CM);
	xmlout_leaf(x, "w:characterSpacingControl", "w:val", "doNotCompress",
	    NULL);
	xmlout_start(x, "w:compat");
	xmlout_leaf(x, "w:compatSetting", "w:name", "compatibilityMode",
	    "w:uri", "http://schemas.microsoft.com/office/word",
	    "w:val", "15", NULL);
	xmlout_end(x);
	xmlout_leaf(x, "w:themeFontLang", "w:val", "vi-VN", NULL);
	xmlout_leaf(x, "w:decimalSymbol", "w:val", ",", NULL);
	xmlout_leaf(x, "w:listSeparator", "w:val", ";", NULL);
	xmlout_end(x);
}

/* No day and no author: the document has its own. */
static void
properties(struct docx *d)
{
	struct xmlout *x = d->x;

	xmlout_start(x, "cp:coreProperties");
	xmlout_attr(x, "xmlns:cp", PACKAGE "metadata/core-properties");
	xmlout_attr(x, "xmlns:dc", "http://purl.org/dc/elements/1.1/");
	xmlout_start(x, "dc:title");
	xmlout_text(x, d->p->name, strlen(d->p->name));
	xmlout_end(x);
	xmlout_start(x, "dc:language");
	xmlout_text(x, "vi-VN", 5);
	xmlout_end(x);
	xmlout_end(x);
}

static void
number_char(struct docx *d, const char *type)
{
	xmlout_start(d->x, "w:r");
	xmlout_leaf(d->x, "w:fldChar", "w:fldCharType", type, NULL);
	xmlout_end(d->x);
}

static void
header(struct docx *d, int numbered)
{
	xmlout_start(d->x, "w:hdr");
	xmlout_attr(d->x, "xmlns:w", W_SPACE);
	par_start(d, &(struct look){ .style = "Header" });
	if (numbered) {
		number_char(d, "begin");
		xmlout_start(d->x, "w:r");
		xmlout_start(d->x, "w:instrText");
		xmlout_attr(d->x, "xml:space", "preserve");
		xmlout_text(d->x, " PAGE ", 6);
		xmlout_end(d->x);
		xmlout_end(d->x);
		number_char(d, "separate");
		run(d, NULL, "2");
		number_char(d, "end");
	}
	par_end(d);
	xmlout_end(d->x);
}

static void
numbered_header(struct docx *d)
{
	header(d, 1);
}

static void
first_header(struct docx *d)
{
	header(d, 0);
}

int
docx_parts(struct docx *d)
{
	static const struct {
		const char	*name;
		void		 (*write)(struct docx *);
	} parts[] = {
		{ "[Content_Types].xml", types },
		{ "_rels/.rels", package_relations },
		{ "docProps/core.xml", properties },
		{ "word/_rels/document.xml.rels", document_relations },
		{ "word/styles.xml", docx_styles },
		{ "word/settings.xml", settings },
		{ "word/header1.xml", numbered_header },
		{ "word/header2.xml", first_header },
	};
	struct buf	 b;
	size_t		 i;

	for (i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		memset(&b, 0, sizeof(b));
		xmlout_begin(d->x, &b);
		parts[i].write(d);
		if (docx_add(d, parts[i].name, &b) != CTXH_OK)
			return d->h->status;
	}
	return CTXH_OK;
}

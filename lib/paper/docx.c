/* A document as Office Open XML, of which this writes the body. */
#include <string.h>

#include "paper/docx.h"
#include "paper/write.h"

static void
put_block(struct docx *d, const struct block *b)
{
	static void (*const writers[])(struct docx *, const struct block *) = {
		[BLOCK_LETTERHEAD] = docx_letterhead,
		[BLOCK_TITLE] = docx_title,
		[BLOCK_TO] = docx_to,
		[BLOCK_HEADING] = docx_heading,
		[BLOCK_PARAGRAPH] = docx_paragraph,
		[BLOCK_FIELD] = docx_field,
		[BLOCK_CHOICES] = docx_choices,
		[BLOCK_TABLE] = docx_table,
		[BLOCK_FIGURES] = docx_figures,
		[BLOCK_CHART] = docx_chart,
		[BLOCK_SIGNATURES] = docx_signatures,
		[BLOCK_PAGE] = docx_page,
	};

	writers[b->kind](d, b);
}

static int
put_document(struct docx *d)
{
	struct buf	 b = { 0 };
	size_t		 i;

	xmlout_begin(d->x, &b);
	xmlout_start(d->x, "w:document");
	xmlout_attr(d->x, "xmlns:w", W_SPACE);
	xmlout_attr(d->x, "xmlns:r", R_SPACE);
	xmlout_start(d->x, "w:body");
	for (i = 0; i < d->p->n && d->status == CTXH_OK; i++)
		put_block(d, &d->p->blocks[i]);
	docx_section(d);
	xmlout_end(d->x);
	xmlout_end(d->x);
	if (d->status == CTXH_OK)
		return docx_add(d, "word/document.xml", &b);
	(void)xmlout_done(d->x);
	buf_free(&b);
	return d->status;
}

int
paper_docx(ctxh *h, const struct paper *p, struct buf *out)
{
	struct docx	d = { .h = h, .p = p };
	int		rc = CTXH_OK;

	if (xmlout_new(h, &d.x) != CTXH_OK ||
	    zipout_new(h, &d.zip) != CTXH_OK ||
	    docx_parts(&d) != CTXH_OK ||
	    put_document(&d) != CTXH_OK ||
	    zipout_done(d.zip, out) != CTXH_OK)
		rc = h->status;
	apart_end(&d.painter);
	zipout_free(d.zip);
	xmlout_free(d.x);
	return rc;
}

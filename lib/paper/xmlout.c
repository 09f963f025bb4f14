#include "paper/xmlout.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/xmlerror.h>
#include <libxml/xmlwriter.h>

#include "paper/missing.h"
#include "text/utf8.h"
#include "wire/book.h"

#define SONAME	"libxml2.so.2"
#define NO_CHARACTER 0xFFFD

struct xml_lib {
	void	 (*init)(void);
	xmlOutputBufferPtr (*sink)(xmlOutputWriteCallback,
		    xmlOutputCloseCallback, void *, xmlCharEncodingHandlerPtr);
	int	 (*sink_close)(xmlOutputBufferPtr);
	xmlTextWriterPtr (*writer)(xmlOutputBufferPtr);
	void	 (*free)(xmlTextWriterPtr);
	int	 (*document)(xmlTextWriterPtr, const char *, const char *,
		    const char *);
	int	 (*end_document)(xmlTextWriterPtr);
	int	 (*start)(xmlTextWriterPtr, const xmlChar *);
	int	 (*end)(xmlTextWriterPtr);
	int	 (*attr)(xmlTextWriterPtr, const xmlChar *);
	int	 (*end_attr)(xmlTextWriterPtr);
	int	 (*raw)(xmlTextWriterPtr, const xmlChar *, int);
	xmlStructuredErrorFunc *(*on_error)(void);
	xmlGenericErrorFunc *(*on_message)(void);
};

struct xmlout {
	struct xml_lib	 lib;
	xmlTextWriterPtr w;		/* NULL: none, or none any more */
	struct buf	 scratch;
	/* Who was told of errors before. */
	xmlStructuredErrorFunc on_error;
	xmlGenericErrorFunc on_message;
	int		 failed;
};

static int
load(ctxh *h, struct xml_lib *l)
{
	struct trouble t = { .h = h };
	const struct book_symbol symbols[] = {
		{ "xmlInitParser", &l->init },
		{ "xmlOutputBufferCreateIO", &l->sink },
		{ "xmlOutputBufferClose", &l->sink_close },
		{ "xmlNewTextWriter", &l->writer },
		{ "xmlFreeTextWriter", &l->free },
		{ "xmlTextWriterStartDocument", &l->document },
		{ "xmlTextWriterEndDocument", &l->end_document },
		{ "xmlTextWriterStartElement", &l->start },
		{ "xmlTextWriterEndElement", &l->end },
		{ "xmlTextWriterStartAttribute", &l->attr },
		{ "xmlTextWriterEndAttribute", &l->end_attr },
		{ "xmlTextWriterWriteRawLen", &l->raw },
		{ "__xmlStructuredError", &l->on_error },
		{ "__xmlGenericError", &l->on_message },
		{ NULL, NULL },
	};

	if (book_load(&t, SONAME, "libxml2", symbols) != CTXH_OK)
		return fail_missing(h, SONAME, "libxml2");
	return CTXH_OK;
}

/* The only word of a tag that was lost for want of memory. */
static _Thread_local int said;

/* It would be printed where there is nobody to take it. */
static void
on_error(void *ctx, xmlErrorPtr e)
{
	(void)ctx, (void)e;
	said = 1;
}

static void
on_message(void *ctx, const char *fmt, ...)
{
	(void)ctx, (void)fmt;
	said = 1;
}

int
xmlout_new(ctxh *h, struct xmlout **out)
{
	struct xmlout *x = calloc(1, sizeof(*x));

	*out = NULL;
	if (x == NULL)
		return fail_nomem(h);
	if (load(h, &x->lib) != CTXH_OK) {
		free(x);
		return h->status;
	}
	x->on_error = *x->lib.on_error();
	x->on_message = *x->lib.on_message();
	*x->lib.on_error() = on_error;
	*x->lib.on_message() = on_message;
	x->lib.init();
	*out = x;
	return CTXH_OK;
}

static void
close_writer(struct xmlout *x)
{
	if (x->w != NULL)
		x->lib.free(x->w);
	x->w = NULL;
}

void
xmlout_free(struct xmlout *x)
{
	if (x == NULL)
		return;
	close_writer(x);
	*x->lib.on_error() = x->on_error;
	*x->lib.on_message() = x->on_message;
	buf_free(&x->scratch);
	free(x);
}

/* ---- the document ---- */

static int
on_bytes(void *ctx, const char *s, int n)
{
	struct buf *b = ctx;

	if (n > 0)
		buf_add(b, s, (size_t)n);
	return buf_failed(b) ? -1 : n;
}

void
xmlout_begin(struct xmlout *x, struct buf *out)
{
	xmlOutputBufferPtr sink;

	close_writer(x);
	said = 0;
	sink = x->lib.sink(on_bytes, NULL, out, NULL);
	if (sink != NULL && (x->w = x->lib.writer(sink)) == NULL)
		(void)x->lib.sink_close(sink);
	x->failed = x->w == NULL ||
	    x->lib.document(x->w, NULL, "UTF-8", "yes") < 0;
}

int
xmlout_done(struct xmlout *x)
{
	x->failed = x->failed || x->lib.end_document(x->w) < 0;
	close_writer(x);
	buf_reset(&x->scratch);
	x->failed |= said;
	return x->failed ? CTXH_ENOMEM : CTXH_OK;
}

/* ---- what is in it ---- */

void
xmlout_start(struct xmlout *x, const char *name)
{
	x->failed = x->failed || x->lib.start(x->w, BAD_CAST name) < 0;
}

void
xmlout_end(struct xmlout *x)
{
	x->failed = x->failed || x->lib.end(x->w) < 0;
}

static int
may_stand(uint32_t c)
{
	if (c < 0x20)
		return c == '\t' || c == '\n';
	return c != UTF8_BAD && c != 0xFFFE && c != 0xFFFF &&
	    (c < 0xD800 || c > 0xDFFF);
}

static void
escape(struct buf *b, uint32_t c)
{
	switch (c) {
	case '&':
		buf_str(b, "&amp;");
		break;
	case '<':
		buf_str(b, "&lt;");
		break;
	case '>':
		buf_str(b, "&gt;");
		break;
	case '"':
		buf_str(b, "&quot;");
		break;
	default:
		utf8_put(b, may_stand(c) ? c : NO_CHARACTER);
	}
}

/* Escaped here: libxml2 leaves a text out, and does not say so, where it has
 * no memory for its escaped copy, which it would not wipe either. */
void
xmlout_text(struct xmlout *x, const char *s, size_t n)
{
	const char	*end = s + n;
	struct buf	*b = &x->scratch;

	if (x->failed)
		return;
	buf_reset(b);
	while (s < end)
		escape(b, utf8_next(&s, end));
	x->failed = buf_failed(b) || (b->len > 0 &&
	    x->lib.raw(x->w, BAD_CAST b->data, (int)b->len) < 0);
}

void
xmlout_attr(struct xmlout *x, const char *name, const char *value)
{
	x->failed = x->failed || x->lib.attr(x->w, BAD_CAST name) < 0;
	xmlout_text(x, value, strlen(value));
	x->failed = x->failed || x->lib.end_attr(x->w) < 0;
}

void
xmlout_attr_int(struct xmlout *x, const char *name, long n)
{
	char s[32];

	(void)snprintf(s, sizeof(s), "%ld", n);
	xmlout_attr(x, name, s);
}

void
xmlout_leaf(struct xmlout *x, const char *name, ...)
{
	const char	*attr;
	va_list		 ap;

	xmlout_start(x, name);
	va_start(ap, name);
	while ((attr = va_arg(ap, const char *)) != NULL)
		xmlout_attr(x, attr, va_arg(ap, const char *));
	va_end(ap);
	xmlout_end(x);
}

void
xmlout_leaf_int(struct xmlout *x, const char *name, const char *attr, long n)
{
	xmlout_start(x, name);
	xmlout_attr_int(x, attr, n);
	xmlout_end(x);
}

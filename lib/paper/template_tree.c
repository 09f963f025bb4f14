/* A part of a document as a tree of libxml2, which is loaded here. */
#include <string.h>

#include "base/mem.h"
#include "paper/template_part.h"
#include "wire/book.h"

/* It would be printed where there is nobody to take it.  Not all of libxml2
 * tells its caller that there was no memory. */
static void
on_error(void *ctx, xmlErrorPtr e)
{
	struct template *t = ctx;

	if (e->code == XML_ERR_NO_MEMORY)
		t->failed = 1;
}

int
tree_load(struct template *t)
{
	struct tree_lib	*l = &t->lib;
	struct trouble	 trouble = { .h = t->h };
	const struct book_symbol symbols[] = {
		{ "xmlInitParser", &l->init },
		{ "xmlNewParserCtxt", &l->parser },
		{ "xmlFreeParserCtxt", &l->free_parser },
		{ "xmlStopParser", &l->stop },
		{ "xmlCtxtReadMemory", &l->read },
		{ "xmlFreeDoc", &l->free_doc },
		{ "xmlSaveToIO", &l->save_to },
		{ "xmlSaveDoc", &l->save },
		{ "xmlSaveClose", &l->save_close },
		{ "xmlNewDocTextLen", &l->text },
		{ "xmlNewDocNode", &l->element },
		{ "xmlDocCopyNode", &l->copy },
		{ "xmlAddChild", &l->add_child },
		{ "xmlAddNextSibling", &l->add_next },
		{ "xmlUnlinkNode", &l->unlink },
		{ "xmlFreeNode", &l->free_node },
		{ "xmlNodeSetSpacePreserve", &l->preserve },
		{ "xmlRemoveProp", &l->remove_attr },
		{ "xmlSetProp", &l->set_attr },
		{ "__xmlStructuredError", &l->on_error },
		{ "__xmlStructuredErrorContext", &l->on_error_ctx },
		{ NULL, NULL },
	};

	if (book_load(&trouble, "libxml2.so.2", "libxml2", symbols) !=
	    CTXH_OK)
		return fail(t->h, CTXH_EFAIL, T(t->h, "a template cannot be "
		    "filled in without %s; install the package %s"),
		    "libxml2.so.2", "libxml2");
	l->init();
	l->old = *l->on_error();
	l->old_ctx = *l->on_error_ctx();
	*l->on_error() = on_error;
	*l->on_error_ctx() = t;
	return CTXH_OK;
}

void
tree_unload(struct template *t)
{
	if (t->lib.on_error_ctx == NULL)
		return;
	*t->lib.on_error() = t->lib.old;
	*t->lib.on_error_ctx() = t->lib.old_ctx;
}

/* ---- reading ---- */

struct reading {
	const struct tree_lib *lib;
	int		 doctype;
};

/* Without one there are no entities that grow and nothing to fetch. */
static void
on_doctype(void *ctx, const xmlChar *name, const xmlChar *id,
    const xmlChar *system)
{
	xmlParserCtxtPtr parser = ctx;
	struct reading	*r = parser->_private;

	(void)name, (void)id, (void)system;
	r->doctype = 1;
	r->lib->stop(parser);
}

static int
not_read(struct template *t, const struct docx_part *p, int doctype)
{
	(void)fail(t->h, CTXH_EUSAGE, doctype ? T(t->h, "the template's part "
	    "\"%s\" declares entities of its own, as no document does; it "
	    "was refused") : T(t->h, "the template is damaged: its part "
	    "\"%s\" is no sound XML; open it in Word and save it anew"),
	    p->name);
	return fail_where_text(t->h, "part", p->name);
}

int
tree_read(struct template *t, struct docx_part *p)
{
	struct reading	 r = { &t->lib, 0 };
	xmlParserCtxtPtr parser = t->lib.parser();
	int		 sound, rc = CTXH_OK;

	if (parser == NULL)
		return fail_nomem(t->h);
	parser->_private = &r;
	parser->sax->internalSubset = on_doctype;
	/* Names and texts that share memory could not be wiped. */
	p->doc = t->lib.read(parser, p->data.data, (int)p->data.len, NULL,
	    NULL, XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_NOCDATA |
	    XML_PARSE_NODICT | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	sound = p->doc != NULL && parser->wellFormed && !r.doctype &&
	    p->doc->children != NULL;
	if (t->failed)
		rc = fail_nomem(t->h);
	else if (!sound)
		rc = not_read(t, p, r.doctype);
	t->lib.free_parser(parser);
	if (rc != CTXH_OK && p->doc != NULL) {
		t->lib.free_doc(p->doc);
		p->doc = NULL;
	}
	return rc;
}

/* ---- writing ---- */

static int
on_write(void *ctx, const char *s, int n)
{
	buf_add(ctx, s, (size_t)n);
	return n;
}

static int
on_close(void *ctx)
{
	(void)ctx;
	return 0;
}

int
tree_write(struct template *t, struct docx_part *p)
{
	xmlSaveCtxtPtr save;

	buf_reset(&p->data);
	save = t->lib.save_to(on_write, on_close, &p->data, "UTF-8", 0);
	if (save == NULL)
		return fail_nomem(t->h);
	if (t->lib.save(save, p->doc) < 0)
		t->failed = 1;
	if (t->lib.save_close(save) < 0 || buf_failed(&p->data))
		t->failed = 1;
	return t->failed ? fail_nomem(t->h) : CTXH_OK;
}

/* ---- walking ---- */

xmlNodePtr
part_root(const struct docx_part *p)
{
	xmlNodePtr root = p->doc->children;

	while (root != NULL && root->type != XML_ELEMENT_NODE)
		root = root->next;
	return root;
}

xmlNodePtr
node_after(xmlNodePtr n, xmlNodePtr root)
{
	for (; n != NULL && n != root; n = n->parent)
		if (n->next != NULL)
			return n->next;
	return NULL;
}

xmlNodePtr
node_next(xmlNodePtr n, xmlNodePtr root)
{
	if (n->type == XML_ELEMENT_NODE && n->children != NULL)
		return n->children;
	return node_after(n, root);
}

/* Both kinds of documents, "transitional" and "strict". */
int
node_is(const xmlNode *n, const char *name)
{
	const char *uri;

	if (n == NULL || n->type != XML_ELEMENT_NODE || n->ns == NULL ||
	    strcmp((const char *)n->name, name) != 0)
		return 0;
	uri = (const char *)n->ns->href;
	return uri != NULL && (strcmp(uri, "http://schemas.openxmlformats.org"
	    "/wordprocessingml/2006/main") == 0 || strcmp(uri,
	    "http://purl.oclc.org/ooxml/wordprocessingml/main") == 0);
}

const char *
node_attr(const xmlNode *n, const char *name)
{
	const xmlAttr *a;

	for (a = n->properties; a != NULL; a = a->next)
		if (strcmp((const char *)a->name, name) == 0 &&
		    a->children != NULL && a->children->content != NULL)
			return (const char *)a->children->content;
	return NULL;
}

void
node_text(const xmlNode *n, struct buf *out)
{
	const xmlNode *c;

	for (c = n->children; c != NULL; c = c->next)
		if (c->type == XML_TEXT_NODE && c->content != NULL)
			buf_str(out, (const char *)c->content);
}

/* ---- changing ---- */

static void
wipe_below(xmlNodePtr root)
{
	xmlNodePtr n;

	for (n = root; n != NULL; n = node_next(n, root))
		if (n->type == XML_TEXT_NODE && n->content != NULL)
			mem_wipe(n->content, strlen((char *)n->content));
}

void
node_drop(struct template *t, xmlNodePtr n)
{
	wipe_below(n);
	t->lib.unlink(n);
	t->lib.free_node(n);
}

void
node_set_text(struct template *t, xmlNodePtr n, const struct buf *text)
{
	xmlNodePtr c;

	while ((c = n->children) != NULL)
		node_drop(t, c);
	if (buf_failed(text)) {
		t->failed = 1;
		return;
	}
	if (text->len == 0)
		return;
	c = t->lib.text(n->doc, (const xmlChar *)text->data, (int)text->len);
	if (c == NULL) {
		t->failed = 1;
		return;
	}
	t->lib.add_child(n, c);
	t->lib.preserve(n, 1);
}

void
tree_free(struct template *t, xmlDocPtr doc)
{
	xmlNodePtr n;

	if (doc == NULL)
		return;
	for (n = doc->children; n != NULL; n = n->next)
		wipe_below(n);
	t->lib.free_doc(doc);
}

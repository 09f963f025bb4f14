/*
 * What the filling of a template is made of: its parts, as trees of libxml2,
 * the lines of text in them, and the marks in those.
 */
#ifndef PAPER_TEMPLATE_PART_H
#define PAPER_TEMPLATE_PART_H

#include <libxml/tree.h>
#include <libxml/parser.h>
#include <libxml/xmlsave.h>

#include "base/buf.h"
#include "base/handle.h"
#include "paper/paper.h"

/* Of libxml2, what is used. */
struct tree_lib {
	void	 (*init)(void);
	xmlParserCtxtPtr (*parser)(void);
	void	 (*free_parser)(xmlParserCtxtPtr);
	void	 (*stop)(xmlParserCtxtPtr);
	xmlDocPtr (*read)(xmlParserCtxtPtr, const char *, int, const char *,
		    const char *, int);
	void	 (*free_doc)(xmlDocPtr);
	xmlSaveCtxtPtr (*save_to)(xmlOutputWriteCallback,
		    xmlOutputCloseCallback, void *, const char *, int);
	long	 (*save)(xmlSaveCtxtPtr, xmlDocPtr);
	int	 (*save_close)(xmlSaveCtxtPtr);
	xmlNodePtr (*text)(const xmlDoc *, const xmlChar *, int);
	xmlNodePtr (*element)(xmlDocPtr, xmlNsPtr, const xmlChar *,
		    const xmlChar *);
	xmlNodePtr (*copy)(xmlNodePtr, xmlDocPtr, int);
	xmlNodePtr (*add_child)(xmlNodePtr, xmlNodePtr);
	xmlNodePtr (*add_next)(xmlNodePtr, xmlNodePtr);
	void	 (*unlink)(xmlNodePtr);
	void	 (*free_node)(xmlNodePtr);
	void	 (*preserve)(xmlNodePtr, int);
	int	 (*remove_attr)(xmlAttrPtr);
	xmlAttrPtr (*set_attr)(xmlNodePtr, const xmlChar *, const xmlChar *);
	/* Where this thread's errors go, and what it was before. */
	xmlStructuredErrorFunc *(*on_error)(void);
	void	**(*on_error_ctx)(void);
	xmlStructuredErrorFunc old;
	void	*old_ctx;
};

/* Where text stands, as messages say it. */
enum place {
	PLACE_NONE,		/* a part that has no text of the document */
	PLACE_BODY, PLACE_HEADER, PLACE_FOOTER, PLACE_FOOTNOTE, PLACE_ENDNOTE,
	PLACE_COMMENT
};

struct docx_part {
	char		*name;
	struct buf	 data;
	enum place	 place;
	xmlDocPtr	 doc;		/* NULL: it stays as it is */
};

/* A row or a paragraph that stands for an item of a list; the node's _private
 * points to it. */
struct scope {
	struct scope	*next;
	const ctxh_value *list, *item;
	size_t		 n;		/* from 1 */
};

struct template {
	ctxh		*h;
	const ctxh_value *marks;
	struct tree_lib	 lib;
	struct docx_part *parts;
	size_t		 nparts, parts_cap;
	size_t		 bytes;		/* unpacked */
	struct scope	*scopes;
	size_t		 copies;	/* rows and paragraphs made */
	size_t		 nodes;		/* that they are made of */
	struct texts	 unknown;	/* marks, each once */
	const struct docx_part *unknown_in;	/* the first of them */
	int		 failed;	/* there was no memory */
};

/* ---- template_tree.c: libxml2 ---- */
int	 tree_load(struct template *);
/* Its errors go where they went before; after a failure, too. */
void	 tree_unload(struct template *);
/* CTXH_EUSAGE: it is no sound XML, or has a document type. */
int	 tree_read(struct template *, struct docx_part *);
/* Writes it into the part's data. */
int	 tree_write(struct template *, struct docx_part *);
/* Overwrites all text of it, which may be what was filled in; libxml2 itself
 * frees its memory as it is. */
void	 tree_free(struct template *, xmlDocPtr);
xmlNodePtr part_root(const struct docx_part *);
/* The next one below root in the order of the document, NULL: no more. */
xmlNodePtr node_next(xmlNodePtr, xmlNodePtr root);
/* The next one that is not below it. */
xmlNodePtr node_after(xmlNodePtr, xmlNodePtr root);
/* Whether it is that element of a text document. */
int	 node_is(const xmlNode *, const char *name);
const char *node_attr(const xmlNode *, const char *name);
/* Appends the text right below it. */
void	 node_text(const xmlNode *, struct buf *);
/* Puts text in its place. */
void	 node_set_text(struct template *, xmlNodePtr, const struct buf *);
/* Takes it out and wipes it. */
void	 node_drop(struct template *, xmlNodePtr);

/* ---- template_line.c: the text of a paragraph ---- */
struct piece {
	xmlNodePtr	 node;		/* a w:t, or what stands for a blank */
	size_t		 at, len;	/* in the text */
};
struct line {
	struct buf	 text;
	struct piece	*pieces;
	size_t		 n, cap;
};
/* Text boxes in it have paragraphs of their own. */
int	 line_read(struct template *, xmlNodePtr paragraph, struct line *);
void	 line_free(struct line *);

#define MARK_MAX	128
struct mark {
	size_t		 from, to;	/* with its braces */
	char		 name[MARK_MAX];	/* in small letters */
};
enum { MARK_NONE, MARK_FOUND, MARK_OPEN };	/* it is not closed */
/* Finds the next one from *at on, which goes behind it. */
int	 mark_next(const struct line *, size_t *at, struct mark *);

/* ---- template_mark.c: what marks mean ---- */
struct meaning {
	const ctxh_value *text;		/* of a plain one, or NULL */
	const ctxh_value *list;		/* or of which list */
	const char	*field;		/* in the mark's name; NULL: none */
};
/* 0: it is unknown. */
int	 mark_meaning(const struct template *, const struct mark *,
	    struct meaning *);
/* The text of an item; "" where it has none. */
const char *mark_of_item(const struct scope *, const char *field,
	    char number[24]);
/* Checks all marks of a part; remembers unknown ones. */
int	 mark_check(struct template *, const struct docx_part *);
/* Fails where there are unknown ones, and names them. */
int	 mark_unknown(struct template *);

/* ---- template_row.c: what repeats ---- */
/* The list whose marks make it repeat, NULL: none.  Where it has marks of two
 * lists, *other is the second one. */
const ctxh_value *unit_list(struct template *, xmlNodePtr unit,
	    const ctxh_value **other);
/* Copies the rows and paragraphs of lists; the marks still stand in them. */
int	 rows_repeat(struct template *, const struct docx_part *);

/* ---- template_text.c ---- */
/* Puts texts in the place of all marks. */
int	 part_fill(struct template *, const struct docx_part *);

#endif

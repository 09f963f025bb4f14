/*
 * A school's own document: a .docx with marks, {{name}}, that are filled in.
 */
#ifndef PAPER_TEMPLATE_H
#define PAPER_TEMPLATE_H

#include <stddef.h>

#include "base/buf.h"
#include "ctxh.h"

#define TEMPLATE_MAX	((size_t)16 << 20)	/* bytes of a template */

/*
 * Puts what marks says for each mark in the text of the document, its headers,
 * footers, text boxes, notes and comments, and appends the filled .docx to
 * out.  marks is an object whose members are
 *
 *	a text		for {{id}}; a line end breaks the line, a tab is one
 *	a list		of objects of texts, for {{id.field}}: the row of the
 *			table that has such marks, or the paragraph where there
 *			is no table, stands once for each item, in the order of
 *			the list; where the list is empty, it goes away.
 *			{{id.n}} counts them from 1, unless items have an "n".
 *
 * A field is known that an item has, or for which marks has a text
 * "id.field"; where the list is empty and there is no such text, each is.  A
 * field that an item lacks is empty there.
 *
 * Marks are found however Word has split them over runs, in letters of either
 * case; {{ id }} is {{id}}.  The text that takes a mark's place looks as the
 * mark's first letter did; it is never read as marks or markup again.
 *
 * CTXH_EUSAGE: it is no .docx, it has macros or is damaged, a mark is unknown
 * or not closed, or a row has marks of two lists; ctxh_where() has "mark" and
 * "part".  CTXH_EFAIL: libzip or libxml2 is missing.  CTXH_ENOMEM.
 */
int	 template_fill(ctxh *, const void *docx, size_t size,
	    const ctxh_value *marks, struct buf *out);

#endif

/*
 * paper.h: what a verb writes as a file format, for people who have no ctxh.
 */
#ifndef PAPER_H
#define PAPER_H

#include <stddef.h>

#include "opt.h"

struct app;

/* As --format names them. */
#define PAPER_DOCX	"docx"
#define PAPER_HTML	"html"
#define PAPER_XLSX	"xlsx"

/*
 * Of a verb's options the one that stands for the global --format: these are
 * its choices.  Such a verb asks app_paper_format() before it prints.
 */
#define PAPER_FORMAT_OPTION(choices)					\
	{ "format", 0, OPT_TEXT, 0, N_("FORMAT"), N_("how results look"), \
	    choices }
/* Rows of such choices. */
#define PAPER_PRINTERS							\
	{ "text", N_("for people") }, { "csv", N_("for spreadsheets") }, \
	{ "json", N_("for programs") },					\
	{ "jsonl", N_("a JSON object a line") }
#define PAPER_FILES							\
	{ PAPER_DOCX, N_("a document for a word processor") },		\
	{ PAPER_HTML, N_("a page for a browser") }

/* The file format that --format asks for, one of those above; NULL: it names
 * one of the printers. */
const char *app_paper_format(const struct app *);

/*
 * Writes the bytes there.  A file comes in the place of another one in one step
 * and never by half; one that is secret only its owner reads.  CTXH_EUSAGE
 * where it may not go (paper_check_format()); CTXH_EFAIL.
 */
int	 paper_output(struct app *, const char *path, int secret,
	    const void *bytes, size_t len);

#endif

/* report_case.h: the text of an incident report, always Vietnamese. */
#ifndef REPORT_CASE_H
#define REPORT_CASE_H

#include <stddef.h>

#include "ctxh.h"

struct out;

/* Parts 1 to 3 and all the rest; an out_text_fn. */
void	 report_case_text(struct out *, void *ctx, const ctxh_value *report);
/* Parts 4 to 8 (report_case_state.c). */
void	 report_case_state(struct out *, const ctxh_value *report);

/* ---- pieces of the text (report_case_text.c) ---- */

/* "" for NULL. */
const char *case_text(const char *);
/* A member's moment as dd/mm/yyyy hh:mm; buf of 32 bytes or more. */
const char *case_time(const ctxh_value *, const char *key, char *buf,
	    size_t size);
void	 case_heading(struct out *, const char *);
/* A text behind a margin; one of several lines stays behind it. */
void	 case_paragraph(struct out *, const char *, size_t margin);
/* The same of a text that it frees. */
void	 case_say(struct out *, char *, size_t margin);
/* An item of a list, of one line, which it frees. */
void	 case_item(struct out *, char *);
/* "Label: what it says", a paragraph each. */
void	 case_fields(struct out *, const ctxh_value *fields, size_t margin);
/* The newest document of a form; NULL where there is none. */
const ctxh_value *case_newest(const ctxh_value *report, const char *form);
/* How a decision was made, and on what, in words. */
const char *case_decided(const ctxh_value *);
const char *case_on(const char *);

#endif

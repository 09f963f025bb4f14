/*
 * student_show.h: one pupil as a text, for verb_student.c.
 */
#ifndef STUDENT_SHOW_H
#define STUDENT_SHOW_H

#include "opt.h"
#include "out.h"

struct app;

/* The states of an enrolment, in the words of school software. */
extern const struct opt_choice student_statuses[];
/* A state in these words; what is none of them as it is, "" for NULL. */
const char *student_status_label(const char *code);

/* An out_text_fn for what ctxh_student_show() gives; its ctx is the app. */
void	 student_show_text(struct out *, void *, const ctxh_value *);
/* Out_show_fns for "ethnic", whose ctx is the app, and for "status". */
const char *student_ethnic(void *, const ctxh_value *row,
	    const ctxh_value *cell, char *buf, size_t size);
const char *student_status(void *, const ctxh_value *row,
	    const ctxh_value *cell, char *buf, size_t size);

/* What a field of a pupil is called and how its value is shown. */
const char *student_field_label(const char *key);
const char *student_field_show(struct app *, const char *key,
	    const ctxh_value *cell, char *buf, size_t size);

#endif

/*
 * student_show.h: one pupil as a text, for verb_student.c.
 */
#ifndef STUDENT_SHOW_H
#define STUDENT_SHOW_H

#include "out.h"

/* An out_text_fn for what ctxh_student_show() gives; its ctx is the app. */
void	 student_show_text(struct out *, void *, const ctxh_value *);
/* Out_show_fns for "ethnic", whose ctx is the app, and for "status". */
const char *student_ethnic(void *, const ctxh_value *row,
	    const ctxh_value *cell, char *buf, size_t size);
const char *student_status(void *, const ctxh_value *row,
	    const ctxh_value *cell, char *buf, size_t size);

#endif

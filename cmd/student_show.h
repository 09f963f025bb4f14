/*
 * student_show.h: one pupil as a text, for verb_student.c.
 */
#ifndef STUDENT_SHOW_H
#define STUDENT_SHOW_H

#include "out.h"

/* An out_text_fn for what ctxh_student_show() gives. */
void	 student_show_text(struct out *, void *, const ctxh_value *);
/* An out_show_fn for "status". */
const char *student_status(void *, const ctxh_value *row,
	    const ctxh_value *cell, char *buf, size_t size);

#endif

/* student_template.h: an empty list, to be filled in. */
#ifndef STUDENT_TEMPLATE_H
#define STUDENT_TEMPLATE_H

#include "opt.h"

extern const struct opt_spec student_template_options[];
int	 student_template(struct app *, struct opts *);

/* An empty list of these columns as .xlsx; caller frees with wipe_free().
 * CTXH_EFAIL through app_fail(). */
int	 template_book(struct app *, const ctxh_value *columns, char **bytes,
	    size_t *len);

#endif

/*
 * The name of a class: "6/A", "6 a", "Lớp 6-A" are the class 6A, whatever the
 * spelling.  The name under which a class is kept follows from any of its
 * spellings alone, so that no list need know another.
 */
#ifndef PEOPLE_CLASS_NAME_H
#define PEOPLE_CLASS_NAME_H

#include <stddef.h>

#include "base/buf.h"

#define CLASS_MAX 40		/* bytes: a version's facts have one size */
#define CLASS_NO_GRADE (-1)

/*
 * Appends the one name of the class that a tidy text names; NULL for out:
 * only the grade is wanted.  *grade is the number that it begins with, of a
 * kindergarten's class the age by which it goes, or CLASS_NO_GRADE.  A text
 * that begins with "khối" in place of "lớp" is read alike.  buf_failed() tells
 * whether there was memory.
 */
void	 class_name(const char *, size_t, struct buf *out, int *grade);

/*
 * The age by which a kindergarten's year goes, of the folded word that it is
 * called by ("choi", "nho", "mgn"), or CLASS_NO_GRADE.  *next (or NULL) is the
 * word of the year behind it, NULL: that is grade 1.
 */
int	 class_year(const char *word, const char **next);

#endif

/*
 * A kind of list: which columns it may have, and what makes a row of it.
 * Every kind knows the columns of a pupil; a kind's own ones have the numbers
 * from FIELD_OWN on, and their headers go before those of pupils.
 */
#ifndef LISTS_LIST_KIND_H
#define LISTS_LIST_KIND_H

#include <stddef.h>

#include "base/buf.h"
#include "people/field.h"

#define FIELD_OWN	(FIELD_COUNT + 1)
#define FIELD_OWN_MAX	64
#define FIELD_SLOTS	(FIELD_OWN + FIELD_OWN_MAX)

struct reader;
struct list_kind {
	const char	*memory;	/* what the keys of settings begin with
					 * that remember columns */
	const struct field_def *own;
	size_t		 nown;
	/* Headers of columns that it passes over, folded, each between '|'; or
	 * NULL. */
	const char	*passed;
	/* Once the columns are known: says what is missing. */
	void		 (*check)(struct reader *);
	/* Whether the row under way is a pupil's beyond doubt. */
	int		 (*is_row)(struct reader *);
	/* A row of fewer cells below the list's end is none. */
	size_t		 least;
	/* Days of a month are columns, so that a row of numbers below titles
	 * is of the header, and what ends the list may have many cells. */
	int		 has_days;
	/* A row need not have the key where it has another id. */
	int		 any_id;
};
extern const struct list_kind student_list_kind;

/* The best id that the list has is its key; says where it has none. */
void	 list_key(struct reader *);

/* One behind the last field of the kind. */
int	 fields_end(const struct list_kind *);
/* Of FIELD_COUNT: one of empty texts. */
const struct field_def *field_def_of(const struct list_kind *, int);

/* The field of an id or of a header, for map; or FIELD_COUNT. */
enum field field_named(const struct list_kind *, const char *,
	    struct buf *scratch);
enum field field_of_key(const struct list_kind *, const char *key, size_t);
/* The same of a header as it was written. */
enum field field_of_header(const struct list_kind *, const char *, size_t,
	    struct buf *scratch);
/* Below a title such as "Cha" stand that person's data: the field that the
 * key names there, FIELD_COUNT where it is none, FIELD_NONE where the title is
 * of no person. */
enum field field_of_person(const char *title, const char *key);
/* Letters to change, add or drop. */
size_t	 key_distance(const char *, const char *);
/* The field whose headers are nearest, and how near they are. */
enum field field_nearest(const struct list_kind *, const char *key,
	    size_t *distance);

#endif

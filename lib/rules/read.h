/* What the parts of the reader of rule sets share. */
#ifndef RULES_READ_H
#define RULES_READ_H

#include "base/value.h"
#include "rules/arena.h"
#include "rules/rules.h"

struct reader {
	ctxh		*h;
	struct rules	*r;
	const char	*name;		/* the file's */
	char		 path[256];	/* of the value being read */
	size_t		 len;
	int		 depth;		/* of conditions */
	int		 joined;	/* paths name items; see read_down_item */
	/* It is the store's, which cases go by: what only harms who writes a
	 * set anew is no reason to lock them out. */
	int		 stored;
	/* What a condition may look at. */
	const struct form *form;	/* NULL: the case only */
	const struct field *list;	/* inside the items of this list */
	int		 facts_only;	/* fields sealed under the facts key */
	enum certainty	 certainty;	/* the form's, of which fields are */
	int		 roles;		/* so many of the words may stand in it */
	int		 register_text;	/* free text may be sealed as facts */
};

/*
 * Descends to a member or an item; the return is for read_up().  In a set
 * that was joined with its base an item's place is not that in its file: one
 * that has a name is called by it, "forms[session].fields[topic]".
 */
size_t	 read_down(struct reader *, const char *key);
size_t	 read_down_item(struct reader *, size_t, const ctxh_value *item);
/* The same with the name at hand, NULL for none. */
size_t	 read_down_named(struct reader *, size_t, const char *name);
void	 read_up(struct reader *, size_t);

/* Fails at the path, or at its member key where that is not NULL. */
int	 read_bad(struct reader *, const char *key, const char *fmt, ...)
	    __attribute__((format(printf, 3, 4)));

/* An object with no other members than those of the list, which ends with
 * NULL; each "!id" must be there. */
int	 read_keys(struct reader *, const ctxh_value *,
	    const char *const *keys);
/* A member that is a text, 1 to 2000 bytes; or absent: *out is NULL. */
int	 read_text(struct reader *, const ctxh_value *, const char *key,
	    const char **out);
/* a-z, 0-9, '-', '_', beginning with a letter; or absent. */
int	 read_id(struct reader *, const ctxh_value *, const char *key,
	    const char **out);
/* {"vi","en"} at a key, or absent; or the two members of the object. */
int	 read_label(struct reader *, const ctxh_value *, const char *key,
	    struct label *);
int	 read_label_here(struct reader *, const ctxh_value *, struct label *);
int	 read_bool(struct reader *, const ctxh_value *, const char *key,
	    int *out);
/* A whole number within bounds; or absent: *there is 0. */
int	 read_int(struct reader *, const ctxh_value *, const char *key,
	    int64_t min, int64_t max, int64_t *out, int *there);
/* One of the words; its place goes to *out, which an absent one leaves. */
int	 read_word(struct reader *, const ctxh_value *, const char *key,
	    const char *const *words, int *out);

/*
 * A member that is a list of 1 to RULES_LIST_MAX items, each read by fn into
 * its element of size bytes; absent: nothing.
 */
typedef int (*read_item_fn)(struct reader *, const ctxh_value *, void *);
int	 read_list(struct reader *, const ctxh_value *, const char *key,
	    size_t size, read_item_fn, void *array, size_t *count);

/* read_pred.c */
int	 read_pred(struct reader *, const ctxh_value *, const char *key,
	    const struct pred **);
/* A name as conditions have it; at is the path's last key, or NULL. */
int	 read_ref(struct reader *, const char *at, const char *name,
	    struct ref *);
/* A code that such a field or fact of the case can have. */
int	 read_ref_code(struct reader *, const char *at, const struct ref *,
	    const char *code);

/* read_form.c, read_flow.c */
int	 read_form(struct reader *, const ctxh_value *, void *);
int	 read_form_name(struct reader *, const ctxh_value *, const char *key,
	    const struct form **);
int	 read_fact(struct reader *, const ctxh_value *, void *);
int	 read_transition(struct reader *, const ctxh_value *, void *);
int	 read_deadline(struct reader *, const ctxh_value *, void *);
int	 read_reach(struct reader *);

/* read_table.c */
int	 read_tables(struct reader *, const ctxh_value *);
/* Whether a table that the program counts can be checked: the report's
 * identities need its columns. */
int	 read_counted_tables(struct reader *);

/* read_screen.c */
int	 read_screening(struct reader *, const ctxh_value *);

/* read_needs.c: what the rest of the program relies on, once all is read. */
int	 read_needs(struct reader *);

#endif

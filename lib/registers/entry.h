/*
 * The prevention side as the library holds it.  A record of it is an entry of
 * a register: a thread of documents of forms that the rule set has for that
 * register.  The first one begins the entry, others go on with it, and one may
 * end it; what an entry says at a moment are its documents up to then.
 */
#ifndef REGISTERS_ENTRY_H
#define REGISTERS_ENTRY_H

#include <stdint.h>

#include "base/handle.h"
#include "chain/table.h"
#include "rules/rules.h"

#define ENTRY_NUMBER_MAX 24
#define DOCUMENT_NUMBER_MAX 48
/* In the person part of a mentor's first document: the pair's secret key. */
#define PAIR_SECRET "pair"
#define ENTRY_OPEN INT64_MAX	/* the end of one that was not ended */

/* A document.  meta is what is sealed under the facts key:
 *
 *	form, at, rules		the form's id, when it happened, its rule set
 *	fields			the fields marked F
 *	supersedes		the id of the document that it amends
 *	students		numbers of the pupils that its fields name, as
 *				of a case's document
 *	pupil			of one that a mentor is told (pair.h)
 *	plan			of an activity: the entry of the yearly plan
 *				that it is a task of
 */
struct entry_doc {
	int64_t		 id, op, at, recorded_at;
	int		 seq;		/* in the entry, from 1 */
	char		 by[33];
	const struct form *form;
	int		 superseded;
	int		 is_pair;	/* a row of the table pair (pair.h) */
	ctxh_value	*meta;
	const ctxh_value *fields;	/* of meta; borrowed */
	ctxh_value	*person;	/* fields marked P; or NULL */
};

struct entry {
	int64_t		 id;		/* that of its first document */
	enum register_kind kind;
	int64_t		 student;	/* whom it is about; 0: nobody */
	struct entry_doc *docs;		/* by recording */
	size_t		 n, cap;
	char		*class_;	/* mentor_of_class()'s, of class_year */
	int		 class_year;
};

struct entries {
	struct entry	*list;		/* by id */
	size_t		 n, cap;
};

/* ---- load.c ---- */

/* REGISTER_COUNT where there is none of the name. */
enum register_kind register_named(const char *);

/* "NH-12" */
void	 entry_number(enum register_kind, int64_t id,
	    char out[ENTRY_NUMBER_MAX]);
/* The id that a number says, in any case of letters, or digits alone; kind is
 * that of its prefix, or REGISTER_COUNT for digits.  0: it is none. */
int64_t	 entry_id(const char *number, enum register_kind *kind);
/* The entry of a number; CTXH_ENOTFOUND where there is none in the register,
 * which may be REGISTER_COUNT: any. */
int	 entry_find(ctxh *, const char *number, enum register_kind,
	    struct entry *);
/* All of it; n is 0 where there is none.  Ends with entry_free(). */
int	 entry_load(ctxh *, int64_t id, struct entry *);
void	 entry_free(struct entry *);
/* A register; bounds: without the documents that only go on with an entry. */
int	 entries_load(ctxh *, enum register_kind, int bounds,
	    struct entries *);
/*
 * Of a register the entries, whole, that a period is about: that go on at some
 * moment of it, or that have a document in it which neither begins nor ends
 * them.  *any: whether there is one at all by the period's end.
 */
enum entries_of { ENTRIES_LIVE, ENTRIES_NOTED };
int	 entries_between(ctxh *, enum register_kind, enum entries_of,
	    int64_t start, int64_t asof, struct entries *, int *any);
void	 entries_free(struct entries *);
struct entry *entries_find(const struct entries *, int64_t id);
/* Reads the fields marked P of a document, where that was not done yet. */
int	 entry_open_person(ctxh *, struct entry_doc *);
/* The form of a document as it was when that was recorded; NULL: this program
 * does not have it. */
const struct form *entry_form_of(ctxh *, const ctxh_value *meta);
/* Appends a document (meta and person consumed). */
int	 entry_add(ctxh *, struct entry *, int64_t id, int64_t op,
	    ctxh_value *meta, ctxh_value *person);

/* ---- what an entry says at a moment; documents are borrowed ---- */

/* The newest document of a step, or of a form, that happened by then. */
const struct entry_doc *entry_step(const struct entry *, enum form_step,
	    int64_t until);
const struct entry_doc *entry_newest(const struct entry *, const char *form,
	    int64_t until);
/* When it begins; ENTRY_OPEN where it has not by then. */
int64_t	 entry_begins(const struct entry *, int64_t until);
/* When it was ended; ENTRY_OPEN where it was not by then. */
int64_t	 entry_ends(const struct entry *, int64_t until);
/* The day of a date field of its first document, or -1. */
int64_t	 entry_day(const struct entry *, const char *field);

#endif

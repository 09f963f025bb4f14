/*
 * The student register.  A row of the truth table student_version is a pupil
 * in a school year; the number of a pupil is the row id of his first version.
 *
 * A file that was joined into another pupil's has a last version whose facts
 * say "merged" with that pupil's number, and no other than "year".  What the
 * other one's file then holds of it stands in that one's versions; ids and
 * names for which there is no place stand there in the person's "also", an
 * object of lists by kind ("name" and the kinds of ids).
 *
 * What is derived: student_now names the newest version (of the latest year,
 * then the latest row) of each pupil whose first it is not, or, below zero,
 * the pupil whose file his was joined into; student_tag has one tag for each
 * id that the newest version carries, "also" included; student_mark tells
 * what first versions say (people/student_mark.h).
 */
#ifndef PEOPLE_STUDENT_H
#define PEOPLE_STUDENT_H

#include <stdint.h>

#include "base/buf.h"
#include "base/handle.h"
#include "people/student_tag.h"
#include "text/date.h"
#include "vault/vault.h"

/* The kinds of ids, the preferred one first.  The last is for lists without
 * any: the name and the day of birth. */
enum code_kind {
	CODE_MOET,		/* mã định danh of the ministry's database */
	CODE_SCHOOL,		/* mã học sinh */
	CODE_PERSONAL,		/* số định danh cá nhân, 12 digits */
	CODE_NAME,
	CODE_KINDS
};

#define PERSONAL_DIGITS 12

/* As in a version's "codes": "moet", "ma-hs", "ddcn", "name-dob". */
const char *code_name(enum code_kind);
/*
 * The tag of an id: of its value in capitals, the personal id filled up with
 * zeros on the left, a name folded.  May run in any thread.  0, or -1 without
 * the person key or memory.
 */
int	 code_tag(const struct vault *, enum code_kind, const char *, size_t,
	    struct buf *scratch, unsigned char tag[TAG_SIZE]);

/* Calls fn with the tag of each id of a version's person, "also" included. */
typedef int (*tag_fn)(ctxh *, const unsigned char tag[TAG_SIZE], void *ctx);
int	 person_tags(ctxh *, const ctxh_value *person, struct buf *scratch,
	    tag_fn fn, void *ctx);
/* Whether an id of the kind that stands in its "also" has the tag. */
int	 person_has_also(ctxh *, const ctxh_value *person, enum code_kind,
	    const unsigned char tag[TAG_SIZE], struct buf *scratch, int *has);

/* The pupil who has the id, of whatever kind; CTXH_ENOTFOUND, CTXH_EDENIED
 * without the person key. */
int	 student_find_code(ctxh *, const char *code, int64_t *student);
/* The newest version's; caller frees.  CTXH_ENOTFOUND: no such pupil. */
int	 student_facts(ctxh *, int64_t student, ctxh_value **out);
int	 student_person(ctxh *, int64_t student, ctxh_value **out);
/* What each live version of a pupil has under the person key, as a list, the
 * newest first: what he was called in other years, too. */
int	 student_persons_of(ctxh *, int64_t student, ctxh_value **out);
/* The preferred id of a person, or NULL; borrowed. */
const char *person_code(const ctxh_value *person);
/* Appends the preferred id; needs the person key. */
int	 student_code(ctxh *, int64_t student, struct buf *out);
/* The day of birth as a day number, or 0; needs the person key. */
int	 student_birth(ctxh *, int64_t student, int64_t *day);

/* Calls fn with what the newest version of each pupil has under the person
 * key; without that key CTXH_EDENIED.  Files that were joined into another are
 * left out. */
int	 student_persons(ctxh *, int (*fn)(ctxh *, const ctxh_value *person,
	    void *ctx), void *ctx);

/* A version as ctxh_student_list() gives it; person may be NULL. */
int	 student_value(ctxh *, int64_t student, const ctxh_value *facts,
	    const ctxh_value *person, ctxh_value **out);

/* The same with all that is known beyond what lists show. */
int	 student_value_all(ctxh *, int64_t student, const ctxh_value *facts,
	    const ctxh_value *person, ctxh_value **out);

/* As ctxh_student_show(), without "cases" and without a look at rights. */
int	 student_show(ctxh *, int64_t student, unsigned flags,
	    ctxh_value **out);

/* The row id of the newest version of a pupil there is; of one whose file was
 * joined into another's, that one's. */
int	 student_now(ctxh *, int64_t student, int64_t *version);
/* The row of a version that is live: its number, op, pupil, facts, person; to
 * be reset.  *st is NULL where there is none. */
int	 version_row(ctxh *, int64_t version, stmt **st);
/* Facts and person of a version, as values (either may be NULL). */
int	 version_open(ctxh *, int64_t version, int64_t *student,
	    ctxh_value **facts, ctxh_value **person);
/* The school year of a version's facts as they were sealed; 0: none. */
int	 facts_year(const char *);
/* The pupil whom they say the file was joined into; 0: none. */
int64_t	 facts_merged(const char *);

/* The pupil whose file his was joined into, however many times; most are
 * their own. */
int	 student_survivor(ctxh *, int64_t student, int64_t *survivor);

#define STUDENT_YEARS (DATE_YEAR_MAX - DATE_YEAR_MIN + 1)
/* of[y - DATE_YEAR_MIN]: the newest version of that school year, or 0. */
int	 student_years(ctxh *, int64_t student, int64_t of[STUDENT_YEARS]);

#define PERSON_ALSO "also"
/* A member of a person who was taken from a list in that encoding, where it
 * is "tcvn3": whether a letter with a tone is a capital was not to be seen. */
#define PERSON_TYPED "typed"

/* Within an operation; version below 0: joined into that pupil's file. */
int	 student_now_put(ctxh *, int64_t student, int64_t version);

/*
 * Recomputes the derived tables from the truth and compares every row;
 * findings go to problems.  Without the person key only what needs none is
 * compared.
 */
int	 students_check(ctxh *, ctxh_value *problems);
/* Writes student_now and student_tag anew, within the caller's transaction.
 * clash: two pupils with one id, or zeros.  CTXH_EDENIED without the person
 * key. */
int	 students_rebuild(ctxh *, int64_t clash[2]);

/*
 * The same for some pupils whose rows go or come again: their tags are taken
 * away before, and everything is written after.
 */
int	 students_untag(ctxh *, const int64_t *students, size_t n);
int	 students_derive(ctxh *, const int64_t *students, size_t n,
	    int64_t clash[2]);

#endif

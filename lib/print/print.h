/*
 * Documents that people open and sign: a form filled in or empty, a letter, a
 * decision, the log of a case, a report, a page for a meeting, each composed
 * as a paper (paper/paper.h).  Which format it becomes is not known here.
 */
#ifndef PRINT_PRINT_H
#define PRINT_PRINT_H

#include "cases/case.h"
#include "chain/member.h"
#include "paper/paper.h"
#include "registers/entry.h"
#include "rules/agency.h"
#include "rules/rules.h"

/* In place of a case's number: the documents that go with none. */
#define LOOSE	"-"

/* ---- cast.c: whom a document names, and how they may be shown ---- */

struct person_shown {
	int64_t		 number;	/* of a pupil; 0: not on the list */
	ctxh_value	*person;	/* name, codes, born; school of one who
					 * is not on the list */
	ctxh_value	*facts;		/* class, grade, sex */
	ctxh_value	*ever;		/* where some are masked: what the
					 * register said of him at any time */
	/* Of an intake; or NULL. */
	const char	*role_words, *origin_words, *ethnic_words;
	int		 subject;	/* the case is about him */
	int		 masked;	/* another one than it is printed for */
};

struct cast {
	struct person_shown *list;
	size_t		 n, cap;
	int		 names;		/* shown in full; else by initials */
	int64_t		 only;		/* printed for this pupil; 0: for no one
					 * of them */
	int		 own_subject;	/* no other one than he is whom the case
					 * is about */
	int		 of_other;	/* the document is of another one */
	/* Who else is not to be named where it is printed for one of them:
	 * texts. */
	ctxh_value	*others;
	ctxh_value	*gone;		/* the same, as the register has them: who
					 * stood in a version before */
};

/* Those of an intake; of an entry or of a document without a case, the pupils
 * of these numbers.  Ends with cast_free(). */
int	 cast_of_intake(ctxh *, struct cast *, struct doc *intake);
int	 cast_add_pupil(ctxh *, struct cast *, int64_t number);
/* After cast_only(): what was told may call them as they were called then. */
int	 cast_add_past(ctxh *, struct cast *);
/* After cast_only(): those whom an intake names who are not among them, for it
 * was amended since, its informant, and parents of another one; what was told
 * may name them. */
int	 cast_add_others(ctxh *, struct cast *, struct doc *intake);
/* The same of pupils by their numbers. */
int	 cast_add_gone(ctxh *, struct cast *, const ctxh_value *numbers);
/* The one of that number; NULL: nobody. */
struct person_shown *cast_find(const struct cast *, int64_t number);
void	 cast_free(struct cast *);
/* After all are there: who else is masked.  Whether he is one of them. */
int	 cast_only(struct cast *, int64_t number);
/* "Nguyễn Văn An, lớp 2B, sinh ngày 17/03/2016, nam" or "N.V.A., khối 2, nam",
 * or that he is masked. */
void	 person_words(const struct cast *, const struct person_shown *,
	    struct buf *);
/* Only the name, or what stands for it. */
void	 person_name(const struct cast *, const struct person_shown *,
	    struct buf *);
/* All whom the document is about, "; " between. */
void	 cast_words(const struct cast *, struct buf *);
/* A text without what names those who are masked: names, also the last one
 * alone, and codes. */
int	 cast_mask(ctxh *, const struct cast *, const char *text, struct buf *);

/* ---- office.c: what every official document has ---- */

/* What stands in for what is to be written by hand. */
#define DOTS		"................"
#define DOTS_LONG	"................................................"

/* Since 1/7/2025 communes run the schools up to grade 9, and are addressed by
 * way of this department (Nghị định 142/2025/NĐ-CP; so Sở GD&ĐT Hà Nội,
 * 4411/SGDĐT-CTTTHSSV). */
#define COMMUNE_BY	"(qua Phòng Văn hóa - Xã hội)"

/* Whose document it is, and what was said of its looks. */
struct office {
	ctxh		*h;
	const struct ctxh_paper *look;
	const struct rules *rules;	/* of the labels of signers' titles */
	const ctxh_value *school;	/* NULL: an empty form of any school */
	struct member	*members;
	size_t		 nmembers;
};

/* Appends "05 tháng 01 năm 2026", by Nghị định 30/2020: a 0 before a day below
 * 10, and before January and February. */
void	 date_words(int64_t day, struct buf *);
/* "09 giờ 30 phút, ngày 05 tháng 01 năm 2026"; at midnight without the time */
void	 moment_words(int64_t, struct buf *);
/* In capitals, as titles are. */
void	 capitals(const char *, struct buf *);
/* A number with dots between thousands. */
void	 number_words(int64_t, struct buf *);

/* The number that the office gave: what was said, else given, which may be
 * NULL.  The day likewise; -1: none. */
const char *office_number(const struct office *, const char *given);
int	 office_day(const struct office *, int64_t given, int64_t *day);
/* The letterhead; day -1 leaves room for it, and number NULL for that behind
 * the symbol; both NULL: without a line for it. */
int	 office_head(const struct office *, struct paper *, const char *number,
	    const char *symbol, const char *about, int64_t day);
/* "Kính gửi": what was said, else this list of texts. */
void	 office_to(const struct office *, struct paper *,
	    const ctxh_value *to);
/* What a member is called; NULL: nobody of that handle. */
const char *office_member(const struct office *, const char *handle);

struct signing {
	const char	*first_copy;	/* "Như trên", or NULL */
	const char	*maker, *maker_name;	/* NULL: nobody but the head */
	int		 head;
	const char	*head_title;	/* a code; NULL: what was said, or goes
					 * with the school */
	const char	*head_name, *head_note;	/* NULL: what was said */
};
/* Who gets it, and who signs it. */
int	 office_sign(const struct office *, struct paper *,
	    const struct signing *);
/* "HIỆU TRƯỞNG" or "GIÁM ĐỐC", with the school's setting. */
int	 office_title(const struct office *, const char *code,
	    struct buf *first, struct buf *second);

/* ---- filled.c: one document to be printed ---- */

/* A document of a case or an entry, or an empty form. */
struct filled {
	struct office	 office;
	const struct form *form;
	const struct casefile *of;	/* NULL: of an entry, or empty */
	const ctxh_value *meta;		/* NULL: empty */
	ctxh_value	*fields;	/* as they may be shown; NULL: empty */
	struct cast	 cast;
	char		 number[DOCUMENT_NUMBER_MAX];	/* of the case, entry */
	char		 id[DOCUMENT_NUMBER_MAX];	/* "VV-2025-0001/2" */
	int64_t		 at;		/* when it happened; -1: empty */
	const char	*by;
	int		 not_his;	/* whom it is printed for is not on it */
};

/*
 * Fills it in from a document (NULL: none, for the log) of a case or an entry,
 * printed for the pupil of that number (0: for the school).  office and
 * cast.names are set already.  Whether he is on it, not_his tells.  Ends with
 * filled_free(), after a failure too.
 */
int	 filled_of_case(struct filled *, struct casefile *, struct doc *,
	    int64_t only);
int	 filled_of_entry(struct filled *, struct entry *, struct entry_doc *,
	    int64_t only);
void	 filled_free(struct filled *);
/* The fields of a document that may be shown; caller frees. */
int	 filled_fields(const struct filled *, struct doc *, ctxh_value **);

/* What a field holds, in words; nothing is appended where it holds nothing. */
int	 field_text(const struct filled *, const struct field *,
	    const ctxh_value *, struct buf *out);
/* The same of a field of an item of a list: shorter, as in a cell. */
int	 item_text(const struct filled *, const struct field *,
	    const ctxh_value *, struct buf *out);
/* The same of a field by its id. */
int	 filled_text(const struct filled *, const char *id, struct buf *out);
/* Where it is printed for one pupil: fields that tell of others are left out,
 * and texts are masked. */
int	 filled_mask(struct filled *);
/* The number that the office gave it, NULL where none is known; it may be kept
 * in the buffer.  The day that stands on it; -1: none. */
const char *filled_number(const struct filled *, struct buf *);
int	 filled_day(const struct filled *, int64_t *day);
/* What was filled in; NULL where nothing. */
const ctxh_value *filled_value(const struct filled *, const char *id);

/* ---- the kinds of documents ---- */

int	 print_sheet(struct filled *, struct paper *);		/* form.c */
/* That persons are named, where they are. */
int	 print_warning(const struct filled *, struct paper *);	/* form.c */
int	 print_letter(struct filled *, struct paper *);		/* letter.c */
int	 print_handover(struct filled *, struct paper *);	/* letter.c */
int	 print_decision(struct filled *, struct paper *);	/* decision.c */
/* Who signed a decision: title and name. */
void	 decision_signed(const struct filled *, struct signing *);
int	 print_log(struct filled *, struct casefile *,
	    struct paper *);					/* log.c */
/* What a template's marks stand for, as template_fill() takes it; caller
 * frees, after a failure too. */
int	 filled_marks(const struct filled *, ctxh_value **);	/* marks.c */

/* ---- look.c ---- */

/* The version, the format and the date.  CTXH_EUSAGE. */
int	 paper_look_check(ctxh *, const struct ctxh_paper *);
/* The paper in a format by its name, appended, or given to write. */
int	 paper_bytes(ctxh *, const char *format, const struct paper *,
	    struct buf *out);
int	 paper_write(ctxh *, const char *format, const struct paper *,
	    ctxh_write_fn write, void *ctx);

/* ---- api.c ---- */

/* The form that is called so, by id or verb, in any rule set.  CTXH_EUSAGE. */
int	 print_form(ctxh *, const char *name, const struct form **);
/* What is printed, too, and no form. */
#define HANDOVER	"handover"
#define LOG		"log"
int	 print_is_no_form(const char *name);
/* CTXH_EUSAGE where it is one of those, which have no template. */
int	 print_has_marks(ctxh *, const char *name);

#endif

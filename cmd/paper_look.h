/*
 * paper_look.h: options on the looks of official documents, which print,
 * report and dashboard share.
 */
#ifndef PAPER_LOOK_H
#define PAPER_LOOK_H

#include "ctxh.h"
#include "opt.h"

struct app;

#define PAPER_LOOK_OPTIONS						\
	{ "number", 0, OPT_TEXT, 0, N_("NUMBER"),			\
	    N_("number and symbol as the office gave them, 05/BC-THCS; "	\
	    "default: the recorded one, else room for it"), NULL },	\
	{ "date", 0, OPT_TIME, 0, N_("DATE"),				\
	    N_("the date on it"), NULL },				\
	PAPER_WHO_OPTIONS
#define PAPER_WHO_OPTIONS						\
	{ "addressee", 0, OPT_TEXT, OPT_REPEAT, N_("NAME"),		\
	    N_("whom it is addressed to (Kính gửi)"), NULL },		\
	{ "copy", 0, OPT_TEXT, OPT_REPEAT, N_("NAME"),			\
	    N_("who gets it (Nơi nhận); default: the setting "		\
	    "school.copies"), NULL },					\
	{ "signer", 0, OPT_TEXT, 0, N_("NAME"),				\
	    N_("who signs; default: the setting school.signer"), NULL },	\
	{ "signer-title", 0, OPT_TEXT, OPT_OPEN, N_("TITLE"),		\
	    N_("over the signature; \"KT. Hiệu trưởng (Phó Hiệu trưởng)\" "	\
	    "stands on two lines"), paper_titles }

extern const struct opt_choice paper_titles[];

/* Reads them, where the verb has them.  Ends with paper_look_free(). */
void	 paper_look(const struct opts *, struct ctxh_paper *);
void	 paper_look_free(struct ctxh_paper *);
/* The format that a file's name stands for, "text" and "csv" among them; NULL
 * for any other name. */
const char *paper_suffix(const char *path);
/* The format that is asked for: --format, else the suffix of the file (NULL:
 * there is none), else "text". */
const char *paper_format(const struct app *, const char *path);
/* Whether a file of that format (or "csv", ...) can go there, before it is made:
 * under no name that says another one, not in the place of a store or a key,
 * and not where a terminal would show it, unless it is text.  path NULL or "-"
 * is standard output.  CTXH_EUSAGE through app_fail(). */
int	 paper_check_format(struct app *, const char *format,
	    const char *path);

#endif

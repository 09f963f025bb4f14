/*
 * rules.h: what the files of ctxh rules share.
 */
#ifndef RULES_H
#define RULES_H

#include "ctxh.h"

struct app;
struct out;
struct str;

/* rules_show.c: a whole set, and one form of it, for people. */
void	 rules_show_set(struct out *, void *app, const ctxh_value *set);
void	 rules_show_form(struct out *, void *app, const ctxh_value *form);
/* The member's text, or the label there, in the user's language; or "". */
const char *rules_label(const ctxh_value *, const char *key);

/* rules_screen.c: its rules of screening. */
void	 rules_show_screening(struct out *, const ctxh_value *list);

/* rules_cond.c: a condition in words and signs. */
void	 rules_condition(struct str *, const ctxh_value *);

/* rules_diff.c: a line each of what ctxh_rules_diff() gives. */
void	 rules_show_changes(struct out *, const ctxh_value *list);

#endif

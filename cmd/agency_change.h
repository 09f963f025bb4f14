/*
 * agency_change.h: the subverbs of agency that write.
 */
#ifndef AGENCY_CHANGE_H
#define AGENCY_CHANGE_H

#include "opt.h"

extern const struct opt_spec agency_add_options[], agency_set_options[],
    agency_end_options[], agency_contact_options[], agency_import_options[];

int	 agency_add(struct app *, struct opts *);
int	 agency_set(struct app *, struct opts *);
int	 agency_end(struct app *, struct opts *);
int	 agency_contact(struct app *, struct opts *);
int	 agency_import(struct app *, struct opts *);

#endif

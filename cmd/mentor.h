/* mentor.h: the subverbs of ctxh mentor that record no form. */
#ifndef MENTOR_H
#define MENTOR_H

#include "cmd.h"
#include "opt.h"
#include "out.h"

extern const struct opt_spec mentor_give_key_options[];
extern const struct opt_spec mentor_classes_options[];
extern const struct opt_spec mentor_emulation_options[];
int	 mentor_give_key(struct app *, struct opts *);
int	 mentor_classes(struct app *, struct opts *);
int	 mentor_emulation(struct app *, struct opts *);

#endif

/* Targets: indicators that are to reach a share in a time. */
#ifndef REGISTERS_TARGET_H
#define REGISTERS_TARGET_H

#include "registers/record.h"

#define FORM_TARGET_VALUE	"target_value"
#define MEASURE_TYPED		"nhap-tay"

int	 target_check(ctxh *, struct entry_draft *);

#endif

/* The school's settings: key and value, sealed under the facts key; the newest
 * row of a key is in force, and a null takes a setting away. */
#ifndef RULES_SETTING_H
#define RULES_SETTING_H

#include "base/handle.h"

/* Within an operation.  The value is copied. */
int	 setting_put(ctxh *, const char *key, const ctxh_value *value);
/* All settings as one object, as the store has them; caller frees. */
int	 settings_load(ctxh *, ctxh_value **out);

#endif

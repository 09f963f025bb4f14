/* The school's settings: key and value, sealed under the facts key; the newest
 * row of a key is in force. */
#ifndef PEOPLE_SETTING_H
#define PEOPLE_SETTING_H

#include "base/handle.h"

/* Within an operation.  The value is copied. */
int	 setting_put(ctxh *, const char *key, const ctxh_value *value);
/* All settings as one object; caller frees. */
int	 settings_load(ctxh *, ctxh_value **out);

#endif

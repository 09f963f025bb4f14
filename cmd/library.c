/* Libraries that the start of every other verb shall not pay for. */
#include <dlfcn.h>
#include <string.h>

#include "util.h"

int
library_load(const char *soname, const struct library_symbol *symbols)
{
	void *lib = dlopen(soname, RTLD_NOW | RTLD_LOCAL), *symbol;

	for (; symbols->name != NULL; symbols++) {
		symbol = lib != NULL ? dlsym(lib, symbols->name) : NULL;
		if (symbol == NULL)
			return 0;
		/* As POSIX has it: a function's address in a void *. */
		memcpy(symbols->to, &symbol, sizeof(symbol));
	}
	return 1;
}

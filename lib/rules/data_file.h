/* The data files of this folder, as the library carries them in itself. */
#ifndef RULES_DATA_FILE_H
#define RULES_DATA_FILE_H

#include <stddef.h>

struct data_file {
	const char		*name;
	const unsigned char	*bytes;
	size_t			 len;
};

/* The i-th file, in the order of names; NULL behind the last. */
const struct data_file *data_file_at(size_t i);
/* The file of that name, which there is. */
const struct data_file *data_file(const char *name);

#endif

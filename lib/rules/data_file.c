#include "rules/data_file.h"

#include <string.h>

#include "data.h"

#define DATA_FILES (sizeof(data_files) / sizeof(data_files[0]))

const struct data_file *
data_file_at(size_t i)
{
	return i < DATA_FILES ? &data_files[i] : NULL;
}

const struct data_file *
data_file(const char *name)
{
	size_t i;

	for (i = 0; i < DATA_FILES; i++)
		if (strcmp(data_files[i].name, name) == 0)
			return &data_files[i];
	return NULL;
}

"""The job: what is asked, its rows as token ids, and which of them make up each step."""

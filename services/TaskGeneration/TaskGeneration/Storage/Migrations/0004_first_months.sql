-- The matrix asks for the first month of every type, which is the first entry of the type here.
create index generation_run_month on generation_run (generation_type, target_year, target_month) where target_month is not null;

#![cfg_attr(fuzzing, no_main)]
dcr_check_fuzz::target!(url);

//! One visible test for each property, as an implementer gets them: kept regressions first.

use dcr_check::reference::Reference;

dcr_check::property_tests!(Reference);

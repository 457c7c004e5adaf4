//! Lists of a fixed number of items, each of a type of its own.

use std::fmt;

use super::report::DecodeReport;
use super::slot::Slot;
use crate::json::{Value, Writer};

macro_rules! tuples {
    ($($count:literal: $($name:ident $index:tt)*;)*) => {$(
        impl<$($name: Slot),*> Slot for ($($name,)*) {
            fn read(value: Value<'_>, report: &mut DecodeReport) -> Self {
                let items: Vec<Value<'_>> = value.items().collect();
                if items.len() != $count {
                    report.mismatch(value, concat!("a list of ", $count, " items"));
                    return Self::blank();
                }
                ($($name::read(items[$index], report),)*)
            }

            fn blank() -> Self {
                ($($name::blank(),)*)
            }

            fn copy(&self) -> Self {
                ($(self.$index.copy(),)*)
            }

            fn write(&self, out: &mut Writer) {
                out.tags.clear();
                out.open_list();
                $(self.$index.write(out);)*
                out.close_list();
            }

            fn same(&self, other: &dyn Slot) -> bool {
                other.downcast::<Self>().is_some_and(|other| true $(&& self.$index.same(&other.$index))*)
            }

            fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_tuple("")$(.field(&(&self.$index as &dyn Slot)))*.finish()
            }
        }
    )*};
}

tuples! {
    1: A 0;
    2: A 0 B 1;
    3: A 0 B 1 C 2;
    4: A 0 B 1 C 2 D 3;
    5: A 0 B 1 C 2 D 3 E 4;
    6: A 0 B 1 C 2 D 3 E 4 F 5;
    7: A 0 B 1 C 2 D 3 E 4 F 5 G 6;
    8: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7;
    9: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8;
    10: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9;
    11: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10;
    12: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 L 11;
}

"""The predictions of lesson 10: each is asked for in the lesson by ``ml.predict("10.name")``."""

from mlcourse.checks.questions import Option, Prediction

PREDICTIONS = (
    Prediction(
        "10.nine_in_ten",
        "Is the digit an 8? A classifier is right for 90 % of the test images. What share of the eights does it find?",
        "10.1",
        (
            Option(
                "about 90 % of them",
                "The share that is right is taken over all images. Of the eights alone it says nothing.",
                misconception=56,
            ),
            Option(
                "that cannot be known",
                "It may always say *no*.",
                right=True,
            ),
            Option(
                "at least half of them",
                "Only one image in ten is an 8. All of them can be missed within 10 % of errors.",
                misconception=56,
            ),
        ),
        explanation="35 of the 359 test images are eights. Whoever always says *no* is wrong for these 35 and right "
        "for all others, 90.3 %, without having looked at a single image. Where a class is rare, accuracy is compared "
        "with what the most frequent answer alone has.",
    ),
    Prediction(
        "10.threshold_lowered",
        "The classifier says a probability, and from 0.5 on the image is called an 8. That threshold is lowered to "
        "0.2. What becomes of precision and recall?",
        "10.3",
        (
            Option(
                "recall rises, precision falls",
                "More is called an 8: more of the eights, and more of what is none.",
                right=True,
            ),
            Option(
                "precision rises, recall falls",
                "The two are swapped: recall is the share of the eights that is found, and more are found.",
                misconception=57,
            ),
            Option(
                "recall falls, precision falls",
                "Whatever is called an 8 at 0.5 is called so at 0.2 as well. No eight is lost.",
            ),
        ),
        explanation="Lowering a threshold only ever moves images from *called no* to *called yes*. So recall can only "
        "rise. Precision usually falls, since those that come in have lower probabilities; at a single step it may "
        "also rise, if an eight comes in.",
        again="A classifier says a probability, and from 0.5 on the answer is yes. The threshold is lowered to 0.2. "
        "What becomes of precision and recall?",
    ),
    Prediction(
        "10.always_yes",
        "A classifier that always says *yes, an 8* has recall 1 and precision 0.097. Its F1 is …",
        "10.2",
        (
            Option(
                "0.55",
                "That is the arithmetic mean. F1 is the harmonic one.",
                misconception=57,
            ),
            Option("0.097", "Near the worse one, but not quite."),
            Option("0.18", r"$2 \cdot 0.097 \cdot 1/(0.097 + 1)$.", right=True),
        ),
        explanation="The harmonic mean is at most twice the smaller number. So nobody gets a good F1 by being good at "
        "one of the two alone, and an answer that never looks at the image deserves no 0.55.",
    ),
    Prediction(
        "10.costs",
        "An 8 that is missed costs 10, a false alarm costs 1. Where is the threshold that costs least?",
        "10.3",
        (
            Option("below 0.5", "A false alarm is cheap.", right=True),
            Option(
                "at 0.5",
                "Above it *yes* is more likely, and so the better guess if both errors cost the same. They do not.",
                misconception=58,
            ),
            Option(
                "above 0.5",
                "There the costly error becomes more frequent: fewer of the eights are found.",
            ),
        ),
        explanation="If the probabilities are right, an image with probability $p$ costs $10p$ on average when it "
        "is called *no* and $1 - p$ when it is called *yes*. The second is less from $p = 1/11$ on. Real "
        "probabilities are a little off, and so the threshold is chosen on the validation part.",
    ),
    Prediction(
        "10.half_of_them",
        "The same classifier, with the threshold at 0.2 again, is used where half of all images are eights, instead of "
        "a tenth. Which of its scores changes most?",
        "10.3",
        (
            Option(
                "recall",
                "Of each eight it says what it said before, so the same share of them is found.",
                misconception=57,
            ),
            Option(
                "none of them changes",
                "Recall and the ROC curve stay. Precision depends on how many others there are.",
            ),
            Option(
                "precision",
                "As many found, and fewer false alarms among them.",
                right=True,
            ),
        ),
        explanation="Recall and the false positive rate each look at one class alone, so the mixture does not matter "
        "to them, nor to the ROC curve. Precision divides eights found by all that was called 8, and that is a matter "
        "of the mixture. Measured on a balanced test set it is not what one gets where the class is rare.",
    ),
    Prediction(
        "10.two_averages",
        "Always *no* once more. Its recall is 1 for the class *not 8* and 0 for the class *8*. Put together, macro and "
        "micro are …",
        "10.4",
        (
            Option(
                "macro 0.5, micro 0.5",
                "0.5 is macro, in which each class counts once. Micro counts each image once.",
                misconception=58,
            ),
            Option("macro 0.5, micro 0.90", "Each class once; each image once.", right=True),
            Option(
                "macro 0.90, micro 0.90",
                "0.90 is micro. In macro the rare class counts as much as the frequent one.",
                misconception=58,
            ),
        ),
        explanation="Micro sums up the counts first. When every image has one class, its recall, its precision and its "
        "F1 all come to the accuracy, with the same trap. Macro says that one of two classes is never found.",
        again="A classifier always says *no* where a tenth is *yes*. Its recall is 1 for *no* and 0 for *yes*. Put "
        "together, macro and micro are …",
    ),
    Prediction(
        "10.worse_than_the_mean",
        "Diabetes: how far has the disease gone in a year, as a number around 150? A model answers 50 for everybody. "
        "Its R² is …",
        "10.5",
        (
            Option("negative", "Its errors are larger than those from the mean.", right=True),
            Option("0", "0 has whoever always answers the mean. This is worse."),
            Option("about 0.3", "R² compares squared errors, not sizes."),
        ),
        explanation=r"$R^2 = 1 - \sum(\hat y - y)^2/\sum(y - \bar y)^2$. Despite its name it is no square: where the "
        "numerator is larger than the denominator it is below 0, here $-2.1$.",
        again="A regression's target lies around 150. A model answers 50 for every example. Its R² is …",
    ),
)

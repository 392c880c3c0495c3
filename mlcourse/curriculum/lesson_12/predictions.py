"""The predictions of lesson 12: each is asked in the lesson by ``ml.predict("12.name")``."""

from mlcourse.checks.questions import Curve, Option, Prediction

PREDICTIONS = (
    Prediction(
        "12.four_curves",
        "Draw the accuracy of each of the four ways over the number of labels.",
        "12.4",
        curve=Curve(
            "labels",
            "accuracy on new images",
            (0, 5),
            (0.4, 1),
            x_names=("4", "10", "20", "50", "100", "200"),
            lines=("from scratch", "head only", "all", "all, large rate"),
        ),
        explanation="*Few labels:* the head has 34 numbers to find, the whole network 2642. *Many labels:* they say "
        "themselves what the body brought. *A large rate:* soon little of the body is left.",
    ),
    Prediction(
        "12.zero_gradient",
        "The body shall be frozen, and somebody sets its *gradient* to 0 in every step. The optimizer is AdamW "
        "with a learning rate of 0.03 and a weight decay of 0.1. After 100 steps the body's weights …",
        "12.2",
        (
            Option(
                "are the same, to the last bit",
                "AdamW's step has a part that is no gradient's: −ηλθ.",
                misconception=59,
            ),
            Option(
                "are shorter by about a quarter",
                "The decay asks for no gradient: each step takes ηλ = 0.003 of every weight away, and 0.997¹⁰⁰ is "
                "0.74.",
                right=True,
            ),
            Option(
                "have gone to nearly 0",
                "Each step takes a share of 0.003. After 100 of them three quarters are left.",
            ),
        ),
        explanation="An optimizer may move a parameter whose gradient is 0: by decay, and by a velocity or a "
        "mean of gradients "
        "from before. *Frozen* means that Δθ is put aside, whatever it is made of.",
        again="A layer's gradient is set to 0 in every step, and the optimizer is AdamW with a learning rate "
        "of 0.03 and a weight decay of 0.1. After 100 "
        "steps the layer's weights …",
    ),
    Prediction(
        "12.source_after",
        "The whole network is fine-tuned on 50 images, all layers at one rate, 0.01, until it answers "
        "nearly all 50 right. "
        "Then the *old* head is put back onto the body. What share of the digits does it still read right? "
        "Before, it was 96 %.",
        "12.5",
        (
            Option(
                "about 96 %",
                "The body has moved by some tenths of its length, and the old head did not move along.",
                misconception=60,
            ),
            Option(
                "between 80 % and 95 %",
                "So it is with a rate for each layer, a tenth of the head's for the body.",
            ),
            Option(
                "less than 75 %",
                "Nothing in the loss of the new task speaks for keeping the digits apart.",
                right=True,
            ),
        ),
        explanation="This is called **catastrophic forgetting** (McCloskey and Cohen 1989). The new loss asks "
        "only for the loop, "
        "and the body is changed wherever that helps, be it needed for the digits or not.",
        again="A network that reads ten digits is fine-tuned, all layers at one rate, on 50 images for "
        "another question. "
        "Then its old head is put back. What share of the digits does it still read right? Before, it was 96 %.",
    ),
    Prediction(
        "12.other_digits",
        "Another pair of tasks: the body has learned to tell 0, 1, 2, 3, 4 apart. It is taken along to 5, 6, 7, "
        "8, 9, with ten "
        "labels of each. Against *from scratch*, *head only* is now …",
        "12.4",
        (
            Option(
                "better by more than five points",
                "The pictures are alike. But five digits do not need the strokes that part the other five.",
            ),
            Option(
                "less than five points apart",
                "The body says too little about a 5 or a 9: units that part 0 to 4 are all that it has.",
            ),
            Option(
                "worse by more than five points",
                "About 0.7 against 0.93.",
                right=True,
            ),
        ),
        explanation="A body keeps what its task needed, and throws away the rest: that is what learning is. "
        "What ten digits "
        "needed includes the loop; what five digits needed does not include the other five. Similar pictures "
        "are not enough: it "
        "is the *question* that must be related.",
    ),
    Prediction(
        "12.printed",
        "A network learns to read 600 *printed* digits, and then reads nearly all new printed ones. How many of the "
        "*handwritten* digits does it read, as it is?",
        "12.4",
        (
            Option(
                "more than 80 %",
                "To us a digit is a digit. The network has seen even strokes and straight stems only.",
            ),
            Option(
                "between 35 % and 65 %",
                "About half. What it has learned holds for print, and for hands by luck.",
                right=True,
            ),
            Option(
                "less than 20 %",
                "Not so few: a 0 has its ring, and a 1 its stem, in both.",
            ),
        ),
        explanation="An accuracy belongs to the images that it was measured on. To another kind of them it may mean "
        "little; this is called a **domain shift**.",
        again="A network reads nearly all new printed digits. How many handwritten ones does it read, without having "
        "seen any?",
    ),
)
